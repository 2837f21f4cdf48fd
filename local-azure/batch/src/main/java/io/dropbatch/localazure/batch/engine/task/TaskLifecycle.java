package io.dropbatch.localazure.batch.engine.task;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.RunEnd;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.state.TaskAssignment;
import io.dropbatch.localazure.batch.engine.state.TaskAssignment.Intent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Assigns tasks to nodes, removes them again, and applies their end. */
public final class TaskLifecycle {

    private final Account account;
    private final NodeAgent agent;
    private final StateTransitions transitions;
    private final JobQueue queue;
    private final PreparationGate preparations;
    private final TaskListener listener;

    public TaskLifecycle(
            Account account,
            NodeAgent agent,
            StateTransitions transitions,
            JobQueue queue,
            PreparationGate preparations,
            TaskListener listener) {
        this.account = account;
        this.agent = agent;
        this.transitions = transitions;
        this.queue = queue;
        this.preparations = preparations;
        this.listener = listener;
    }

    /** Takes slots on all nodes that the task needs; the run begins when the job is prepared there. */
    void assign(Task task, List<Node> nodes, int slots) {
        Instant now = account.now();
        TaskAssignment assignment =
                new TaskAssignment(nodes, slots, nodes.get(0).pool().equipped(task.spec()));
        task.assign(assignment);
        task.job().inFlight().add(task);
        nodes.forEach(node -> node.take(task, slots, now));
        for (Node node : nodes) {
            if (preparations.awaited(task, node)) {
                assignment.await();
            }
        }
        if (assignment.awaits()) {
            transitions.move(task, task.status().preparing(assignment.node().ref(), now));
            return;
        }
        begin(task, assignment);
    }

    /** The job is prepared on a node for a task. */
    public void prepared(Task task) {
        TaskAssignment assignment = assignment(task);
        if (assignment.prepared()) {
            begin(task, assignment);
        }
    }

    private void begin(Task task, TaskAssignment assignment) {
        Node node = assignment.node();
        transitions.move(task, task.status().running(node.ref(), account.now()));
        if (assignment.spec().multiInstance() == null) {
            assignment.started(agent.start(
                    RunOrders.task(task, assignment, node, null),
                    end -> account.changeUnlessClosed(() -> ended(task, assignment, end))));
            return;
        }
        MultiInstanceRun run = new MultiInstanceRun(
                account, agent, transitions, task, assignment, end -> ended(task, assignment, end));
        assignment.started(run);
        run.begin();
    }

    /** Removes a task from its node; does nothing when it is on none. */
    void stop(Task task, Intent intent) {
        TaskAssignment assignment = task.assignment();
        if (assignment == null) {
            return;
        }
        assignment.intend(intent);
        NodeAgent.Run run = assignment.run();
        if (run != null) {
            if (intent == Intent.TERMINATE) {
                transitions.end(task);
            }
            run.kill();
            return;
        }
        release(task, assignment);
        transitions.move(
                task, intent == Intent.TERMINATE ? ended(task) : task.status().returned(account.now()));
        settle(task, assignment);
    }

    public void stopAll(Collection<Task> tasks, Intent intent) {
        List.copyOf(tasks).forEach(task -> stop(task, intent));
    }

    /** Ends a task that has not completed, wherever it is. */
    void end(Task task) {
        if (task.assignment() != null) {
            stop(task, Intent.TERMINATE);
            return;
        }
        transitions.move(task, ended(task));
        listener.settled(task.job());
    }

    /** Removes the files of a deleted task from its nodes; for a running task this happens at its end. */
    void deleted(Task task, List<NodeRef> places) {
        if (task.assignment() == null) {
            for (NodeRef place : places) {
                account.node(place).ifPresent(node -> agent.remove(node.root().resolve(task.directory())));
            }
        }
        listener.settled(task.job());
    }

    /** Queues a task again because its job could not be prepared on the node. */
    public void giveBack(Task task) {
        TaskAssignment assignment = assignment(task);
        release(task, assignment);
        TaskStatus status = task.status();
        transitions.move(task, assignment.intent() == Intent.TERMINATE ? ended(task) : status.returned(account.now()));
        settle(task, assignment);
    }

    private void ended(Task task, TaskAssignment assignment, RunEnd end) {
        if (task.assignment() != assignment) {
            return;
        }
        release(task, assignment);
        if (task.job().tasks().get(task.id()) != task) {
            // It was deleted while it ran.
            for (Node node : assignment.nodes()) {
                agent.remove(node.root().resolve(task.directory()));
            }
            settle(task, assignment);
            return;
        }
        TaskStatus next = after(task, assignment, end);
        assignment.node().count(next.state() == TaskState.COMPLETED && next.succeeded());
        transitions.move(task, next);
        settle(task, assignment);
    }

    private TaskStatus after(Task task, TaskAssignment assignment, RunEnd end) {
        Instant now = account.now();
        if (assignment.intent() == Intent.TERMINATE) {
            return ended(task);
        }
        if (assignment.intent() == Intent.REQUEUE) {
            return task.status().requeued(now);
        }
        if (end.retryable() && mayRetry(task, assignment.spec().maxRetries())) {
            return task.status().retried(end, now);
        }
        return task.status().completed(end.exitCode(), end.failure(), now);
    }

    private TaskStatus ended(Task task) {
        return task.status().completed(null, FailureInfo.endedByUser(), account.now());
    }

    private static boolean mayRetry(Task task, int most) {
        return most < 0 || task.status().execution().retryCount() < most;
    }

    private void release(Task task, TaskAssignment assignment) {
        task.assign(null);
        task.job().inFlight().remove(task);
        for (Node node : assignment.nodes()) {
            preparations.noLongerAwaited(task, node);
            node.release(task, assignment.slots(), account.now());
        }
        queue.look(task.job());
    }

    private void settle(Task task, TaskAssignment assignment) {
        listener.released(task, assignment.nodes());
    }

    private static TaskAssignment assignment(Task task) {
        @Nullable TaskAssignment assignment = task.assignment();
        return Objects.requireNonNull(assignment, "The task is on no node");
    }
}
