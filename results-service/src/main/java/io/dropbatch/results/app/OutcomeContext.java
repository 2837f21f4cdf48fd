package io.dropbatch.results.app;

import io.dropbatch.results.app.port.ResultTelemetry;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * What concluding a job and concluding a file have in common.
 *
 * @param container of the outputs
 * @param checkpoints is told of each point that is reached between two steps
 */
public record OutcomeContext(String container, ResultTelemetry telemetry, Clock clock, Consumer<String> checkpoints) {

    public OutcomeContext(String container, ResultTelemetry telemetry, Clock clock) {
        this(container, telemetry, clock, point -> {});
    }
}
