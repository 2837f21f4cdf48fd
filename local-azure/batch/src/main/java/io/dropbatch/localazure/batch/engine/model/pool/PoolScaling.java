package io.dropbatch.localazure.batch.engine.model.pool;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool's target sizes and the state of its resize. */
public record PoolScaling(
        State state,
        Instant since,
        int targetDedicated,
        int targetLowPriority,
        Deallocation deallocation,
        List<ResizeError> errors,
        @Nullable AutoScaleRun autoScaleRun) {

    public PoolScaling {
        errors = List.copyOf(errors);
    }

    public static PoolScaling resizing(int dedicated, int lowPriority, Deallocation deallocation, Instant now) {
        return new PoolScaling(State.RESIZING, now, dedicated, lowPriority, deallocation, List.of(), null);
    }

    public PoolScaling steady(Instant now) {
        return new PoolScaling(
                State.STEADY, now, targetDedicated, targetLowPriority, deallocation, errors, autoScaleRun);
    }

    public PoolScaling failed(List<ResizeError> why) {
        return new PoolScaling(state, since, targetDedicated, targetLowPriority, deallocation, why, autoScaleRun);
    }

    public PoolScaling evaluated(@Nullable AutoScaleRun run) {
        return new PoolScaling(state, since, targetDedicated, targetLowPriority, deallocation, errors, run);
    }

    public int target(boolean dedicated) {
        return dedicated ? targetDedicated : targetLowPriority;
    }

    /** Whether the pool has its target size. */
    public enum State {
        STEADY,
        RESIZING,
        STOPPING
    }

    /** What happens to the tasks of a node that leaves the pool. */
    public enum Deallocation {
        REQUEUE,
        TERMINATE,
        TASK_COMPLETION,
        RETAINED_DATA
    }

    /** Why a pool could not reach its size. */
    public record ResizeError(String code, String message) {}

    /** The result of the last evaluation of the formula. */
    public record AutoScaleRun(
            Instant time, String results, @Nullable AutoScaleError error) {}
}
