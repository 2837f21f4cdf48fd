package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.fault.Faults;
import io.dropbatch.localazure.batch.engine.fault.Occasion;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.task.TaskState;
import io.dropbatch.localazure.batch.engine.task.TaskStatus;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes away the nodes of running tasks that a fault names. */
public final class NodeLosses implements AccountWatcher {

    private final Faults faults;
    private final Supplier<@Nullable Account> account;

    public NodeLosses(Faults faults, Supplier<@Nullable Account> account) {
        this.faults = faults;
        this.account = account;
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

    private void lose(NodeRef place, Duration after) {
        Account changed = account.get();
        if (changed != null) {
            changed.changeLater(after, () -> {
                Pool pool = changed.pools().get(place.pool());
                Node node = pool == null ? null : pool.nodes().get(place.node());
                if (node != null) {
                    changed.scaler().lose(node);
                }
            });
        }
    }
}
