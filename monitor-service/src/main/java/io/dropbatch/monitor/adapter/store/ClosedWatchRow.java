package io.dropbatch.monitor.adapter.store;

import java.time.Instant;

/** When the watch of a job was ended. */
public record ClosedWatchRow(Instant at) {}
