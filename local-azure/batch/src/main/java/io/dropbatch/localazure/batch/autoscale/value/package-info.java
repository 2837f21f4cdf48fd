/** The values of the formula language and their computations. */
@NullMarked
package io.dropbatch.localazure.batch.autoscale.value;

import org.jspecify.annotations.NullMarked;
