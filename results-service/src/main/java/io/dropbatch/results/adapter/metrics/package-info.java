/** What operators see of the results: metrics. */
@NullMarked
package io.dropbatch.results.adapter.metrics;

import org.jspecify.annotations.NullMarked;
