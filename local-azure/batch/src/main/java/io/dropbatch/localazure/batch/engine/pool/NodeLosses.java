package io.dropbatch.localazure.batch.engine.pool;

import io.dropbatch.localazure.batch.engine.account.AccountWatcher;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.fault.FaultOccasion;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Loses the nodes of running tasks that a fault names. */
public final class NodeLosses implements AccountWatcher {

    private final FaultInjection faults;
    private final Supplier<@Nullable PoolService> pools;

    public NodeLosses(FaultInjection faults, Supplier<@Nullable PoolService> pools) {
        this.faults = faults;
        this.pools = pools;
    }

    @Override
    public void moved(Task task, TaskStatus former, TaskStatus next) {
        NodeRef place = next.node();
        if (next.state() == TaskState.RUNNING && place != null) {
            faults.strike(
                            FaultInjection.Kind.LOSE_NODE_OF,
                            FaultOccasion.of(place.pool(), task.job().id(), task.id()))
                    .ifPresent(strike -> lose(place, strike.delay()));
        }
    }

    private void lose(NodeRef place, Duration delay) {
        PoolService known = pools.get();
        if (known != null) {
            known.loseLater(place, delay);
        }
    }
}
