package io.dropbatch.localazure.batch.simulation;

import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.RunEnd;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.time.EngineTimers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A simulated run: only its end is scheduled. */
final class VirtualRun implements NodeAgent.Run {

    private final AtomicReference<@Nullable Consumer<RunEnd>> ended;
    private final Clock clock;
    private final EngineTimers timers;

    VirtualRun(Consumer<RunEnd> ended, Clock clock, EngineTimers timers) {
        this.ended = new AtomicReference<>(ended);
        this.clock = clock;
        this.timers = timers;
    }

    void endAfter(Duration time, @Nullable Integer exitCode, @Nullable FailureInfo failure) {
        timers.after(time, () -> end(exitCode, failure));
    }

    @Override
    public void kill() {
        endAfter(Duration.ZERO, null, FailureInfo.endedByUser());
    }

    private void end(@Nullable Integer exitCode, @Nullable FailureInfo failure) {
        Consumer<RunEnd> listener = ended.getAndSet(null);
        if (listener != null) {
            listener.accept(new RunEnd(clock.instant(), exitCode, failure));
        }
    }
}
