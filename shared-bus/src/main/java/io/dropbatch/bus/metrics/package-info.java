/** What the metrics of all services have in common: buckets, sweeps, absorbed events, gauges with changing labels. */
@NullMarked
package io.dropbatch.bus.metrics;

import org.jspecify.annotations.NullMarked;
