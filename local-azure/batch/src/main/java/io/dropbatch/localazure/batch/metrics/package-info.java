/** Metrics of an account, for Prometheus, and its health. */
@NullMarked
package io.dropbatch.localazure.batch.metrics;

import org.jspecify.annotations.NullMarked;
