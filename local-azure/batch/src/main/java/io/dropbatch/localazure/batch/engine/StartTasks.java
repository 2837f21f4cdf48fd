package io.dropbatch.localazure.batch.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.engine.pool.NodeState;
import io.dropbatch.localazure.batch.engine.pool.StartTask;
import io.dropbatch.localazure.batch.engine.task.Execution;
import io.dropbatch.localazure.batch.engine.task.RunEnd;

/** Runs the start tasks of nodes that boot, again after an exit code that the retry count forgives. */
final class StartTasks {

    private final Account account;

    StartTasks(Account account) {
        this.account = account;
    }

    /** Runs the pool's start task on a node that has come up; without one the node is ready. */
    void begin(Node node) {
        StartTask task = node.pool().spec().startTask();
        if (task == null || !account.settings().startTasks()) {
            node.startRun(null);
            node.hinder(null, account.now());
            return;
        }
        ObjectNode source = (ObjectNode) node.pool().spec().source().get("startTask");
        StartRun run = new StartRun(source, task, Execution.NONE);
        node.startRun(run);
        node.hinder(task.waitForSuccess() ? NodeState.WAITING_FOR_START_TASK : null, account.now());
        attempt(node, run);
    }

    /** Ends the run that goes on; returns whether none does any more. */
    boolean stopped(Node node) {
        StartRun run = node.startRun();
        return run == null || run.stopped();
    }

    private void attempt(Node node, StartRun run) {
        run.become(run.execution().started(account.now()));
        run.running(account.agent()
                .start(Orders.start(node, run), end -> account.changeUnlessClosed(() -> ended(node, run, end))));
    }

    private void ended(Node node, StartRun run, RunEnd end) {
        run.running(null);
        if (node.emptied() != null) {
            run.become(run.execution().ended(account.now(), end.exitCode(), end.failure()));
            account.nodeLife().settleAll(node);
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
        account.started(node);
    }
}
