package io.dropbatch.localazure.batch.engine.task;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.model.task.MultiInstance.Stage;
import io.dropbatch.localazure.batch.engine.model.task.RunEnd;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import io.dropbatch.localazure.batch.engine.run.TaskInstance;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.state.TaskAssignment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The run of a multi-instance task: the coordination command on all its nodes, then the task's own command on the first
 * of them, then the end of their leftover processes. A failure on one node fails the whole task.
 */
final class MultiInstanceRun implements NodeAgent.Run {

    private final Account account;
    private final NodeAgent agent;
    private final StateTransitions transitions;
    private final Task task;
    private final TaskAssignment assignment;
    private final Consumer<RunEnd> ended;
    private final List<NodeAgent.Run> runs = new ArrayList<>();
    private final List<TaskStatus> subtasks = new ArrayList<>();
    private final Instant begun;
    private @Nullable RunEnd failure;
    private boolean killed;
    private int open;

    MultiInstanceRun(
            Account account,
            NodeAgent agent,
            StateTransitions transitions,
            Task task,
            TaskAssignment assignment,
            Consumer<RunEnd> ended) {
        this.account = account;
        this.agent = agent;
        this.transitions = transitions;
        this.task = task;
        this.assignment = assignment;
        this.ended = ended;
        this.begun = account.now();
    }

    void begin() {
        List<Node> nodes = assignment.nodes();
        for (Node node : nodes.subList(1, nodes.size())) {
            subtasks.add(TaskStatus.created(begun).running(node.ref(), account.now()));
        }
        transitions.keep(task, subtasks);
        open = nodes.size();
        for (int i = 0; i < nodes.size(); i++) {
            int index = i;
            start(index, Stage.COORDINATION, end -> coordinated(index, end));
        }
    }

    /** Ends all commands; reports the end when all of them have ended. */
    @Override
    public void kill() {
        killed = true;
        runs.forEach(NodeAgent.Run::kill);
    }

    private void coordinated(int index, RunEnd end) {
        if (index > 0) {
            TaskStatus status = subtasks.get(index - 1);
            subtasks.set(index - 1, status.completed(end.exitCode(), end.failure(), account.now()));
            transitions.keep(task, subtasks);
        }
        if (end.failure() != null && failure == null) {
            failure = end;
            runs.forEach(NodeAgent.Run::kill);
        }
        if (--open > 0) {
            return;
        }
        if (failure != null) {
            cleanUp(failure);
        } else if (killed) {
            cleanUp(end);
        } else {
            start(0, Stage.APPLICATION, this::cleanUp);
        }
    }

    private void cleanUp(RunEnd outcome) {
        List<Node> nodes = assignment.nodes();
        open = nodes.size();
        for (Node node : nodes) {
            agent.endProcesses(
                    node.pool().id(),
                    directory(node),
                    () -> account.changeUnlessClosed(() -> {
                        if (--open == 0) {
                            ended.accept(outcome);
                        }
                    }));
        }
    }

    private void start(int index, Stage stage, Consumer<RunEnd> then) {
        Node node = assignment.nodes().get(index);
        RunOrder order = RunOrders.task(task, assignment, node, instance(index, stage));
        TaskDefinition spec = order.spec().at(stage, Duration.between(begun, account.now()));
        runs.add(agent.start(order.with(spec), end -> account.changeUnlessClosed(() -> then.accept(end))));
    }

    private TaskInstance instance(int index, Stage stage) {
        Node node = assignment.nodes().get(index);
        List<String> addresses = assignment.nodes().stream()
                .map(member -> member.id().ipAddress())
                .toList();
        return TaskInstance.of(stage, index, addresses, node.pool().spec().coresPerNode(), directory(node));
    }

    private Path directory(Node node) {
        return node.root().resolve(task.directory());
    }
}
