package io.dropbatch.monitor.adapter.store;

import java.time.Instant;

/** The time at which the watch of a job was closed. */
public record ClosedWatchRow(Instant at) {}
