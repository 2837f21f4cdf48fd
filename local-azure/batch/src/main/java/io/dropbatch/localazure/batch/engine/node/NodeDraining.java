package io.dropbatch.localazure.batch.engine.node;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.Deallocation;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.NodeDrain;
import io.dropbatch.localazure.batch.engine.state.TaskAssignment.Intent;
import io.dropbatch.localazure.batch.engine.task.TaskLifecycle;
import java.time.Duration;

/** Drains nodes: ends or requeues their tasks, waits for all other runs, then runs the follow-up action. */
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

    /** Drains a node's tasks as the option says; {@code then} runs when no task is left. */
    void empty(Node node, Deallocation option, Runnable then) {
        node.emptied(new NodeDrain(option == Deallocation.RETAINED_DATA, then));
        switch (option) {
            case REQUEUE -> tasks.stopAll(node.tasks(), Intent.REQUEUE);
            case TERMINATE -> tasks.stopAll(node.tasks(), Intent.TERMINATE);
            case TASK_COMPLETION, RETAINED_DATA -> {}
        }
        settle(node);
    }

    /** Runs the action that waits for the end of the node's tasks and of all other runs there. */
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

    /** Also runs the action that waits for the removal of the node. */
    public void settleAll(Node node) {
        settle(node);
        listener.settled(node);
    }
}
