package io.dropbatch.localazure.batch.autoscale.sample;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The input of an evaluation.
 *
 * @param now the time
 * @param present the current measurements of the pool
 * @param samples its earlier measurements
 * @param targetDedicated its target of dedicated nodes
 * @param targetLowPriority its target of low-priority nodes
 * @param random for the function rand
 */
public record FormulaContext(
        Instant now,
        MetricSample present,
        MetricSamples samples,
        int targetDedicated,
        int targetLowPriority,
        RandomGenerator random) {}
