/** Metrics for operators. */
@NullMarked
package io.dropbatch.scheduler.adapter.metrics;

import org.jspecify.annotations.NullMarked;
