package io.dropbatch.results.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.dropbatch.results.app.port.ResultsCommand;

/** Verifies a completed level at once, or a large one in a message of its own so that other events need not wait. */
public final class ScheduleVerification {

    private final VerifyLevel verifyLevel;
    private final ResultTelemetry telemetry;
    private final int largeLevel;

    /** @param largeLevel from this many tasks on, a level counts as large */
    public ScheduleVerification(VerifyLevel verifyLevel, ResultTelemetry telemetry, int largeLevel) {
        this.verifyLevel = verifyLevel;
        this.telemetry = telemetry;
        this.largeLevel = largeLevel;
    }

    public HandlerResult completed(LevelCompleted level) {
        return level.tasks() < largeLevel
                ? verify(level)
                : HandlerResult.command(new ResultsCommand.VerifyLargeLevel(level));
    }

    public HandlerResult verify(ResultsCommand.VerifyLargeLevel command) {
        return verify(command.level());
    }

    private HandlerResult verify(LevelCompleted level) {
        return telemetry.verified(() -> verifyLevel.verify(level));
    }
}
