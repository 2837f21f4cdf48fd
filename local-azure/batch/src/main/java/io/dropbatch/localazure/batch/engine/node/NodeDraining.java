package io.dropbatch.localazure.batch.engine.node;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.Deallocation;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.NodeDrain;
import io.dropbatch.localazure.batch.engine.state.TaskAssignment.Intent;
import io.dropbatch.localazure.batch.engine.task.TaskLifecycle;
import java.time.Duration;

/** Empties nodes: lets their tasks go, waits for whatever else runs there, then does what was to follow. */
public final class NodeDraining {

    private final Account account;
    private final TaskLifecycle tasks;
    private final JobPreparations preparations;
    private final StartTaskRunner startTasks;
    private final NodeListener listener;
    private final RetainedFiles retained;

    public NodeDraining(
            Account account,
            TaskLifecycle tasks,
            JobPreparations preparations,
            StartTaskRunner startTasks,
            NodeListener listener) {
        this.account = account;
        this.tasks = tasks;
        this.preparations = preparations;
        this.startTasks = startTasks;
        this.listener = listener;
        this.retained = new RetainedFiles(account);
    }

    /** Lets a node's tasks go as the option says; {@code then} happens when it has none left. */
    void empty(Node node, Deallocation option, Runnable then) {
        node.emptied(new NodeDrain(option == Deallocation.RETAINED_DATA, then));
        switch (option) {
            case REQUEUE -> tasks.stopAll(node.tasks(), Intent.REQUEUE);
            case TERMINATE -> tasks.stopAll(node.tasks(), Intent.TERMINATE);
            case TASK_COMPLETION, RETAINED_DATA -> {}
        }
        settle(node);
    }

    /** Does what waits for the node's tasks to have ended, and after them whatever else runs there. */
    public void settle(Node node) {
        NodeDrain drain = node.emptied();
        if (drain == null || !node.tasks().isEmpty()) {
            return;
        }
        boolean started = startTasks.stopped(node);
        if (!preparations.stopped(node) || !started) {
            return;
        }
        Duration wait = drain.retaining() ? retained.wait(node) : Duration.ZERO;
        if (wait.isPositive()) {
            account.changeLater(wait, () -> settleAll(node));
            return;
        }
        node.emptied(null);
        drain.work().run();
    }

    /** Also does what waits for the node to be gone. */
    public void settleAll(Node node) {
        settle(node);
        listener.settled(node);
    }
}
