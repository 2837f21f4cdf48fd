package io.dropbatch.localazure.batch.autoscale.sample;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * What an evaluation can look at.
 *
 * @param now the time
 * @param present what is measured of the pool now
 * @param samples what was measured of it before
 * @param targetDedicated how many dedicated nodes it wants
 * @param targetLowPriority how many low-priority nodes it wants
 * @param random for those who leave it to chance
 */
public record FormulaContext(
        Instant now,
        MetricSample present,
        MetricSamples samples,
        int targetDedicated,
        int targetLowPriority,
        RandomGenerator random) {}
