package io.dropbatch.localazure.batch.engine.pool;

import io.dropbatch.localazure.batch.engine.account.AccountWatcher;
import io.dropbatch.localazure.batch.engine.fault.Faults;
import io.dropbatch.localazure.batch.engine.fault.Occasion;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes away the nodes of running tasks that a fault names. */
public final class NodeLosses implements AccountWatcher {

    private final Faults faults;
    private final Supplier<@Nullable PoolService> pools;

    public NodeLosses(Faults faults, Supplier<@Nullable PoolService> pools) {
        this.faults = faults;
        this.pools = pools;
    }

    @Override
    public void moved(Task task, TaskStatus former, TaskStatus next) {
        NodeRef place = next.node();
        if (next.state() == TaskState.RUNNING && place != null) {
            faults.strike(
                            Faults.Kind.LOSE_NODE_OF,
                            Occasion.of(place.pool(), task.job().id(), task.id()))
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
