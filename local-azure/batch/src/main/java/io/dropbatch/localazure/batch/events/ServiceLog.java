package io.dropbatch.localazure.batch.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.engine.account.AccountWatcher;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.fault.FaultOccasion;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.AutoScaleRun;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes of the account into the events of Azure's service log.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/monitor-batch-reference#service-log-events">Service log events</a>
 */
public final class ServiceLog implements AccountWatcher {

    private final Clock clock;
    private final LateEvents out;
    private final FaultInjection faults;

    public ServiceLog(Clock clock, LateEvents out, FaultInjection faults) {
        this.clock = clock;
        this.out = out;
        this.faults = faults;
    }

    @Override
    public void created(Pool pool) {
        ObjectNode written = PoolEvent.created(pool);
        tell(pool, "PoolCreateEvent", () -> written);
        if (pool.scaling().targetDedicated() + pool.scaling().targetLowPriority() > 0) {
            resizing(pool);
        }
        evaluated(pool, null);
    }

    @Override
    public void scaled(Pool pool, PoolScaling former) {
        boolean began = !former.since().equals(pool.scaling().since());
        if (steady(pool.scaling()) && !steady(former)) {
            ObjectNode written = PoolEvent.resized(pool, former, clock.instant());
            tell(pool, "PoolResizeCompleteEvent", () -> written);
        } else if (!steady(pool.scaling()) && (steady(former) || began)) {
            resizing(pool);
        }
        evaluated(pool, former.autoScaleRun());
    }

    @Override
    public void deleting(Pool pool) {
        ObjectNode written = PoolEvent.deleting(pool);
        tell(pool, "PoolDeleteStartEvent", () -> written);
    }

    @Override
    public void deleted(Pool pool) {
        ObjectNode written = PoolEvent.deleted(pool, clock.instant());
        tell(pool, "PoolDeleteCompleteEvent", () -> written);
    }

    @Override
    public void moved(Task task, TaskStatus former, TaskStatus next) {
        switch (next.state()) {
            case RUNNING -> tell(task, "TaskStartEvent", () -> TaskEvent.started(task, next));
            case COMPLETED -> completed(task, next);
            case ACTIVE -> returned(task, former, next);
            case PREPARING -> {}
        }
    }

    @Override
    public void waits(Task task) {
        tell(task, "TaskScheduleFailEvent", () -> TaskEvent.withoutRoom(task));
    }

    @Override
    public void changed(JobOnNode onNode) {
        switch (onNode.phase()) {
            case READY, FAILED -> special(onNode, true);
            case RELEASED -> special(onNode, false);
            case NEEDED, PREPARING, RELEASING -> {}
        }
    }

    @Override
    public void started(Node node) {
        TaskEvent.startTask(node)
                .ifPresent(written -> tell(
                        new FaultOccasion("SpecialTaskEvent", node.pool().id().value(), null, null), () -> written));
    }

    private void resizing(Pool pool) {
        ObjectNode written = PoolEvent.resizing(pool);
        tell(pool, "PoolResizeStartEvent", () -> written);
    }

    private void evaluated(Pool pool, @Nullable AutoScaleRun former) {
        AutoScaleRun run = pool.scaling().autoScaleRun();
        if (run != null && !run.equals(former)) {
            ObjectNode written = PoolEvent.evaluated(pool, run);
            tell(pool, "PoolAutoScaleEvent", () -> written);
        }
    }

    private void completed(Task task, TaskStatus next) {
        tell(task, "TaskCompleteEvent", () -> TaskEvent.ended(task, next));
        if (next.execution().failure() != null) {
            tell(task, "TaskFailEvent", () -> TaskEvent.ended(task, next));
        }
    }

    /** Queued again: removed from its node, or never begun since the job could not be prepared there. */
    private void returned(Task task, TaskStatus former, TaskStatus next) {
        if (next.execution().requeueCount() > former.execution().requeueCount()) {
            tell(task, "TaskRequeueEvent", () -> TaskEvent.requeued(task, former, next));
        } else if (former.state() == TaskState.PREPARING && unprepared(task, former)) {
            tell(task, "TaskScheduleFailEvent", () -> TaskEvent.unprepared(task, former));
        }
    }

    private static boolean unprepared(Task task, TaskStatus status) {
        NodeRef place = status.node();
        return place != null
                && task.job()
                        .statusOn(place.node())
                        .filter(onNode -> onNode.phase() == JobOnNode.Phase.FAILED)
                        .isPresent();
    }

    private void special(JobOnNode onNode, boolean preparation) {
        ObjectNode written = TaskEvent.special(onNode, preparation);
        tell(
                new FaultOccasion(
                        "SpecialTaskEvent",
                        onNode.pool().value(),
                        onNode.job().id().value(),
                        null),
                () -> written);
    }

    private void tell(Pool pool, String operation, Supplier<ObjectNode> properties) {
        tell(new FaultOccasion(operation, pool.id().value(), null, null), properties);
    }

    private void tell(Task task, String operation, Supplier<ObjectNode> properties) {
        tell(
                new FaultOccasion(
                        operation,
                        task.job().spec().pool().value(),
                        task.job().id().value(),
                        task.id().value()),
                properties);
    }

    private void tell(FaultOccasion occasion, Supplier<ObjectNode> properties) {
        if (faults.strikes(FaultInjection.Kind.LOSE_EVENT, occasion)) {
            return;
        }
        ServiceLogEntry entry = new ServiceLogEntry(clock.instant(), String.valueOf(occasion.operation()), properties);
        Duration delay = faults.strike(FaultInjection.Kind.DELAY_EVENT, occasion)
                .map(FaultInjection.Strike::delay)
                .orElse(Duration.ZERO);
        out.accept(entry, delay);
        faults.strike(FaultInjection.Kind.REPEAT_EVENT, occasion)
                .ifPresent(again -> out.accept(entry, delay.plus(again.delay())));
    }

    private static boolean steady(PoolScaling scaling) {
        return scaling.state() == PoolScaling.State.STEADY;
    }
}
