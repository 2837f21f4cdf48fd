package io.dropbatch.scheduler.domain.scale;

import java.time.Duration;

/**
 * When nodes that stay take over from those that Azure may take away.
 *
 * @param preemptions after so many nodes were taken away while the pool was needed
 * @param reserve when a job has only so much of its time left
 */
public record SpotLimits(int preemptions, Duration reserve) {}
