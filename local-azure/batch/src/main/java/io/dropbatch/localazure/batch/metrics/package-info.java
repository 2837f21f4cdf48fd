/** What can be measured of an account, for Prometheus, and whether it is well. */
@NullMarked
package io.dropbatch.localazure.batch.metrics;

import org.jspecify.annotations.NullMarked;
