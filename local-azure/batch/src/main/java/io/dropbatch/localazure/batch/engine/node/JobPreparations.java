package io.dropbatch.localazure.batch.engine.node;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.model.job.JobCommand;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.model.task.RunEnd;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import io.dropbatch.localazure.batch.engine.state.JobOnNode.Phase;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.task.PreparationGate;
import io.dropbatch.localazure.batch.engine.task.RunOrders;
import io.dropbatch.localazure.batch.engine.task.TaskLifecycle;
import java.time.Instant;
import java.util.List;

/**
 * Runs a job's preparation task on a node before the job's first task there, and its release task on the same nodes
 * when the job ends.
 */
public final class JobPreparations implements PreparationGate {

    private final Account account;
    private final AccountStore store;
    private final NodeAgent agent;
    private final TaskLifecycle tasks;
    private final NodeListener listener;

    public JobPreparations(
            Account account, AccountStore store, NodeAgent agent, TaskLifecycle tasks, NodeListener listener) {
        this.account = account;
        this.store = store;
        this.agent = agent;
        this.tasks = tasks;
        this.listener = listener;
    }

    @Override
    public boolean awaited(Task task, Node node) {
        JobCommand command = task.job().spec().specialTasks().preparation();
        if (command == null) {
            return false;
        }
        JobOnNode onNode = node.jobs().computeIfAbsent(task.job().id(), id -> onNode(task.job(), node));
        if (onNode.phase() == Phase.READY) {
            return false;
        }
        onNode.waiting().add(task);
        if (onNode.phase() == Phase.NEEDED) {
            begin(onNode, node, command, onNode.preparation().started(account.now()));
        }
        return true;
    }

    @Override
    public void noLongerAwaited(Task task, Node node) {
        JobOnNode onNode = node.jobs().get(task.job().id());
        if (onNode != null) {
            onNode.waiting().remove(task);
        }
    }

    /** Ends running preparations and begins due releases; returns whether none of either is running. */
    public boolean released(Job job) {
        JobCommand command = job.spec().specialTasks().release();
        boolean all = true;
        for (JobOnNode onNode : List.copyOf(job.onNodes().values())) {
            NodeAgent.Run run = onNode.run();
            if (onNode.phase() == Phase.PREPARING && run != null) {
                run.kill();
            }
            if (command != null && (onNode.phase() == Phase.READY || onNode.phase() == Phase.FAILED)) {
                release(onNode, command);
            }
            all &= onNode.phase() != Phase.PREPARING && onNode.phase() != Phase.RELEASING;
        }
        return all;
    }

    /** Removes the data of a node that has left its pool. */
    public void forget(Node node) {
        for (JobOnNode onNode : node.jobs().values()) {
            onNode.waiting().clear();
            NodeAgent.Run run = onNode.run();
            if (run != null) {
                run.kill();
            }
        }
    }

    /** Ends the runs that no task waits for; returns whether no run is left. */
    boolean stopped(Node node) {
        boolean quiet = true;
        for (JobOnNode onNode : node.jobs().values()) {
            NodeAgent.Run run = onNode.run();
            if (run != null && onNode.waiting().isEmpty()) {
                run.kill();
            }
            quiet &= run == null;
        }
        return quiet;
    }

    /** Makes jobs prepare a node again after a reboot or after its files were lost. */
    void again(Node node, boolean filesGone) {
        for (JobOnNode onNode : List.copyOf(node.jobs().values())) {
            if (needed(onNode, filesGone)) {
                onNode.preparation(Phase.NEEDED, onNode.preparation());
                store.save(onNode);
            }
        }
    }

    private static boolean needed(JobOnNode onNode, boolean filesGone) {
        JobCommand command = onNode.job().spec().specialTasks().preparation();
        return switch (onNode.phase()) {
            case FAILED -> onNode.job().state() == JobState.ACTIVE;
            case READY ->
                onNode.job().state() == JobState.ACTIVE && command != null && (filesGone || command.rerunAfterReboot());
            case NEEDED, PREPARING, RELEASING, RELEASED -> false;
        };
    }

    private JobOnNode onNode(Job job, Node node) {
        JobOnNode onNode =
                new JobOnNode(account.nextKey(), job, node.ref(), Phase.NEEDED, TaskExecution.NONE, TaskExecution.NONE);
        job.onNodes().put(node.id(), onNode);
        return onNode;
    }

    private void begin(JobOnNode onNode, Node node, JobCommand command, TaskExecution execution) {
        onNode.preparation(Phase.PREPARING, execution);
        store.save(onNode);
        onNode.running(agent.start(
                RunOrders.ofJob(onNode.job(), node, command),
                end -> account.changeUnlessClosed(() -> prepared(onNode, node, command, end))));
    }

    private void prepared(JobOnNode onNode, Node node, JobCommand command, RunEnd end) {
        onNode.running(null);
        TaskExecution execution = onNode.preparation();
        int most = command.spec().maxRetries();
        if (end.retryable() && onNode.job().state() == JobState.ACTIVE && (most < 0 || execution.retryCount() < most)) {
            Instant now = account.now();
            begin(onNode, node, command, execution.retried(end, now).started(now));
            return;
        }
        boolean ready = end.failure() == null || (end.retryable() && !command.waitForSuccess());
        // On a node that is being taken down, the preparation may have been ended for that reason; the job is not to
        // blame.
        Phase otherwise = node.emptied() == null ? Phase.FAILED : Phase.NEEDED;
        onNode.preparation(
                ready ? Phase.READY : otherwise, execution.ended(account.now(), end.exitCode(), end.failure()));
        store.save(onNode);
        List<Task> waiting = List.copyOf(onNode.waiting());
        onNode.waiting().clear();
        for (Task task : waiting) {
            if (ready) {
                tasks.prepared(task);
            } else {
                tasks.giveBack(task);
            }
        }
        listener.jobCommandEnded(onNode.job(), node);
    }

    private void release(JobOnNode onNode, JobCommand command) {
        Pool pool = account.pools().get(onNode.pool());
        Node node = pool == null ? null : pool.nodes().get(onNode.node());
        if (node == null) {
            onNode.release(Phase.RELEASED, onNode.release());
            return;
        }
        onNode.release(Phase.RELEASING, onNode.release().started(account.now()));
        store.save(onNode);
        onNode.running(agent.start(
                RunOrders.ofJob(onNode.job(), node, command),
                end -> account.changeUnlessClosed(() -> released(onNode, node, end))));
    }

    private void released(JobOnNode onNode, Node node, RunEnd end) {
        onNode.running(null);
        onNode.release(Phase.RELEASED, onNode.release().ended(account.now(), end.exitCode(), end.failure()));
        store.save(onNode);
        listener.jobCommandEnded(onNode.job(), node);
    }
}
