/** Metrics for operators. */
@NullMarked
package io.dropbatch.results.adapter.metrics;

import org.jspecify.annotations.NullMarked;
