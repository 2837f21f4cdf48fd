package io.dropbatch.localazure.batch.engine.model.task;

import io.dropbatch.localazure.batch.engine.id.NodeRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task's state at one moment; each method is a transition to the next.
 *
 * @param ending whether its user has terminated it and its run has not yet ended
 */
public record TaskStatus(
        TaskState state,
        Instant since,
        @Nullable TaskState previous,
        @Nullable Instant previousSince,
        TaskExecution execution,
        @Nullable NodeRef node,
        boolean ending) {

    public TaskStatus(
            TaskState state,
            Instant since,
            @Nullable TaskState previous,
            @Nullable Instant previousSince,
            TaskExecution execution,
            @Nullable NodeRef node) {
        this(state, since, previous, previousSince, execution, node, false);
    }

    public static TaskStatus created(Instant now) {
        return new TaskStatus(TaskState.ACTIVE, now, null, null, TaskExecution.NONE, null);
    }

    public TaskStatus preparing(NodeRef on, Instant now) {
        return to(TaskState.PREPARING, now, execution, on);
    }

    public TaskStatus running(NodeRef on, Instant now) {
        return to(TaskState.RUNNING, now, execution.started(now), on);
    }

    /** Queued again after a failure, as the user's retry count allows. */
    public TaskStatus retried(RunEnd end, Instant now) {
        return to(TaskState.ACTIVE, now, execution.retried(end, now), node);
    }

    /** Queued again because its run was interrupted. */
    public TaskStatus requeued(Instant now) {
        return to(TaskState.ACTIVE, now, execution.requeued(now), null);
    }

    /** Queued again without having run, since its node could not be prepared for the job. */
    public TaskStatus returned(Instant now) {
        return to(TaskState.ACTIVE, now, execution, null);
    }

    public TaskStatus completed(@Nullable Integer exitCode, @Nullable FailureInfo failure, Instant now) {
        return to(TaskState.COMPLETED, now, execution.ended(now, exitCode, failure), node);
    }

    public TaskStatus reactivated(Instant now) {
        return to(TaskState.ACTIVE, now, TaskExecution.NONE, null);
    }

    /** The same, but terminating: it does not run again, even if the account's process is killed. */
    public TaskStatus beingEnded() {
        return new TaskStatus(state, since, previous, previousSince, execution, node, true);
    }

    public boolean succeeded() {
        return execution.result() == TaskResult.SUCCESS;
    }

    private TaskStatus to(TaskState next, Instant now, TaskExecution after, @Nullable NodeRef on) {
        return new TaskStatus(next, now, state, since, after, on);
    }
}
