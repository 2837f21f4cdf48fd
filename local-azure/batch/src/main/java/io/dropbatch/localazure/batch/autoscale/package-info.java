/**
 * The formula language of automatic scaling: it reads formulas and evaluates them over samples; it does not know pools.
 */
@NullMarked
package io.dropbatch.localazure.batch.autoscale;

import org.jspecify.annotations.NullMarked;
