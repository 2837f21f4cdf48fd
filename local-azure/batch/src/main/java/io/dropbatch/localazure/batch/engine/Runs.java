package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.Assignment.Intent;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.task.RunEnd;
import io.dropbatch.localazure.batch.engine.task.TaskState;
import io.dropbatch.localazure.batch.engine.task.TaskStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings tasks to nodes, takes them away again, and decides what their end means. */
final class Runs {

    private final Account account;

    Runs(Account account) {
        this.account = account;
    }

    /** Takes slots of all nodes that the task needs; the run begins when the job is prepared there. */
    void assign(Task task, List<Node> nodes, int slots) {
        Instant now = account.now();
        Assignment assignment = new Assignment(nodes, slots, nodes.get(0).pool().equipped(task.spec()));
        task.assign(assignment);
        task.job().inFlight().add(task);
        nodes.forEach(node -> node.take(task, slots, now));
        for (Node node : nodes) {
            if (account.preparations().awaited(task, node)) {
                assignment.await();
            }
        }
        if (assignment.awaits()) {
            account.ledger()
                    .move(task, task.status().preparing(assignment.node().ref(), now));
            return;
        }
        begin(task, assignment);
    }

    /** The job is prepared on a node for a task. */
    void prepared(Task task) {
        Assignment assignment = assignment(task);
        if (assignment.prepared()) {
            begin(task, assignment);
        }
    }

    private void begin(Task task, Assignment assignment) {
        Node node = assignment.node();
        account.ledger().move(task, task.status().running(node.ref(), account.now()));
        if (assignment.spec().multiInstance() == null) {
            assignment.started(account.agent()
                    .start(
                            Orders.task(task, assignment, node, null),
                            end -> account.changeUnlessClosed(() -> ended(task, assignment, end))));
            return;
        }
        Gang gang = new Gang(
                account,
                task,
                assignment,
                (member, instance) -> Orders.task(task, assignment, member, instance),
                end -> ended(task, assignment, end));
        assignment.started(gang);
        gang.begin();
    }

    /** Takes a task from its node; harmless when it is on none. */
    void stop(Task task, Intent intent) {
        Assignment assignment = task.assignment();
        if (assignment == null) {
            return;
        }
        assignment.intend(intent);
        NodeAgent.Run run = assignment.run();
        if (run != null) {
            if (intent == Intent.TERMINATE) {
                account.ledger().end(task);
            }
            run.kill();
            return;
        }
        release(task, assignment);
        account.ledger()
                .move(
                        task,
                        intent == Intent.TERMINATE ? ended(task) : task.status().returned(account.now()));
        settle(task, assignment);
    }

    void stopAll(Collection<Task> tasks, Intent intent) {
        List.copyOf(tasks).forEach(task -> stop(task, intent));
    }

    /** Gives a task back to the queue because its job could not be prepared on the node. */
    void giveBack(Task task) {
        Assignment assignment = assignment(task);
        release(task, assignment);
        TaskStatus status = task.status();
        account.ledger()
                .move(task, assignment.intent() == Intent.TERMINATE ? ended(task) : status.returned(account.now()));
        settle(task, assignment);
    }

    private void ended(Task task, Assignment assignment, RunEnd end) {
        if (task.assignment() != assignment) {
            return;
        }
        release(task, assignment);
        if (task.job().tasks().get(task.id()) != task) {
            // It was deleted while it ran.
            for (Node node : assignment.nodes()) {
                account.agent().remove(node.root().resolve(task.directory()));
            }
            settle(task, assignment);
            return;
        }
        TaskStatus next = after(task, assignment, end);
        assignment.node().count(next.state() == TaskState.COMPLETED && next.succeeded());
        account.ledger().move(task, next);
        settle(task, assignment);
    }

    private TaskStatus after(Task task, Assignment assignment, RunEnd end) {
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

    private void release(Task task, Assignment assignment) {
        task.assign(null);
        task.job().inFlight().remove(task);
        for (Node node : assignment.nodes()) {
            account.preparations().noLongerAwaited(task, node);
            node.release(task, assignment.slots(), account.now());
        }
        account.scheduler().look(task.job());
    }

    private void settle(Task task, Assignment assignment) {
        account.jobLife().settle(task.job());
        assignment.nodes().forEach(account.nodeLife()::settle);
        account.scaler().settle(assignment.node().pool());
    }

    private static Assignment assignment(Task task) {
        @Nullable Assignment assignment = task.assignment();
        return Objects.requireNonNull(assignment, "The task is on no node");
    }
}
