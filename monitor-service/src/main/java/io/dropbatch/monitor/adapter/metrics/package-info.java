/** What operators see: metrics and one log line for each transition. */
@NullMarked
package io.dropbatch.monitor.adapter.metrics;

import org.jspecify.annotations.NullMarked;
