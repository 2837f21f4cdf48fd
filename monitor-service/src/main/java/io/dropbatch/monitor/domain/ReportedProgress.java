package io.dropbatch.monitor.domain;

import java.time.Instant;

/**
 * The progress that was announced last.
 *
 * @param ended tasks of the level
 */
public record ReportedProgress(int ended, Instant at) {}
