/** The measurements of a pool, and the methods by which a formula reads them. */
@NullMarked
package io.dropbatch.localazure.batch.autoscale.sample;

import org.jspecify.annotations.NullMarked;
