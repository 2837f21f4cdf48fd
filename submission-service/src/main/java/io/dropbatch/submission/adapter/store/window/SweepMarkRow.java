package io.dropbatch.submission.adapter.store.window;

import java.time.Instant;

/** How far the sweep of a workload's folder has come, as a row of the table. */
public record SweepMarkRow(Instant until) {}
