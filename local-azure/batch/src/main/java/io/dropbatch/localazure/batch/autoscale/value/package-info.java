/** The values of the formula language and what is computed of them. */
@NullMarked
package io.dropbatch.localazure.batch.autoscale.value;

import org.jspecify.annotations.NullMarked;
