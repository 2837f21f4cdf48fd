package io.dropbatch.results.app;

import io.dropbatch.results.app.port.ResultTelemetry;
import java.time.Clock;

/**
 * What concluding a job and concluding a file have in common.
 *
 * @param container of the outputs
 */
public record OutcomeContext(String container, ResultTelemetry telemetry, Clock clock) {}
