/** What was measured of a pool, and the ways in which a formula may ask for it. */
@NullMarked
package io.dropbatch.localazure.batch.autoscale.sample;

import org.jspecify.annotations.NullMarked;
