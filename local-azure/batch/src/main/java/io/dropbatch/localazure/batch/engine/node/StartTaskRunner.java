package io.dropbatch.localazure.batch.engine.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountWatcher;
import io.dropbatch.localazure.batch.engine.model.pool.NodeState;
import io.dropbatch.localazure.batch.engine.model.pool.StartTask;
import io.dropbatch.localazure.batch.engine.model.task.RunEnd;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.StartTaskRun;
import io.dropbatch.localazure.batch.engine.task.RunOrders;

/** Runs the start tasks of booting nodes, and retries as the retry count allows. */
public final class StartTaskRunner {

    private final Account account;
    private final NodeAgent agent;
    private final AccountWatcher watcher;
    private final NodeListener listener;

    public StartTaskRunner(Account account, NodeAgent agent, AccountWatcher watcher, NodeListener listener) {
        this.account = account;
        this.agent = agent;
        this.watcher = watcher;
        this.listener = listener;
    }

    /** Runs the pool's start task on a node that has booted; without one the node is ready. */
    void begin(Node node) {
        StartTask task = node.pool().spec().startTask();
        if (task == null || !account.settings().startTasks()) {
            node.startRun(null);
            node.hinder(null, account.now());
            return;
        }
        ObjectNode source = (ObjectNode) node.pool().spec().source().get("startTask");
        StartTaskRun run = new StartTaskRun(source, task, TaskExecution.NONE);
        node.startRun(run);
        node.hinder(task.waitForSuccess() ? NodeState.WAITING_FOR_START_TASK : null, account.now());
        attempt(node, run);
    }

    /** Ends the current run; returns whether none is running. */
    boolean stopped(Node node) {
        StartTaskRun run = node.startRun();
        return run == null || run.stopped();
    }

    private void attempt(Node node, StartTaskRun run) {
        run.become(run.execution().started(account.now()));
        run.running(agent.start(
                RunOrders.start(node, run), end -> account.changeUnlessClosed(() -> ended(node, run, end))));
    }

    private void ended(Node node, StartTaskRun run, RunEnd end) {
        run.running(null);
        if (node.emptied() != null) {
            run.become(run.execution().ended(account.now(), end.exitCode(), end.failure()));
            listener.startTaskStopped(node);
            return;
        }
        int most = run.task().spec().maxRetries();
        if (end.retryable() && (most < 0 || run.execution().retryCount() < most)) {
            run.become(run.execution().retried(end, account.now()));
            attempt(node, run);
            return;
        }
        run.become(run.execution().ended(account.now(), end.exitCode(), end.failure()));
        if (run.task().waitForSuccess()) {
            node.hinder(end.failure() == null ? null : NodeState.START_TASK_FAILED, account.now());
        }
        watcher.started(node);
    }
}
