package io.dropbatch.localazure.batch.engine.task;

import io.dropbatch.localazure.batch.engine.model.job.JobCommand;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.run.NodeShare;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import io.dropbatch.localazure.batch.engine.run.RunPlace;
import io.dropbatch.localazure.batch.engine.run.TaskInstance;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.StartTaskRun;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.state.TaskAssignment;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates the run orders for start tasks, commands of jobs, and tasks. */
public final class RunOrders {

    private RunOrders() {}

    public static RunOrder start(Node node, StartTaskRun run) {
        return new RunOrder(
                place(node, node.root().resolve("startup")),
                null,
                null,
                null,
                Map.of(),
                node.pool().equipped(run.task().spec()),
                run.execution().retryCount(),
                null,
                NodeShare.ofNoSlot(node.pool().spec()));
    }

    /** The preparation or release of a job. */
    public static RunOrder ofJob(Job job, Node node, JobCommand command) {
        NodeShare share = NodeShare.ofNoSlot(node.pool().spec());
        return inJob(job, node, command.id(), node.pool().equipped(command.spec()), 0, null, share);
    }

    static RunOrder task(Task task, TaskAssignment assignment, Node node, @Nullable TaskInstance instance) {
        TaskExecution execution = task.status().execution();
        return inJob(
                task.job(),
                node,
                task.id().value(),
                assignment.spec(),
                execution.retryCount() + execution.requeueCount(),
                instance,
                new NodeShare(node.pool().spec(), assignment.slots()));
    }

    private static RunOrder inJob(
            Job job,
            Node node,
            String name,
            TaskDefinition spec,
            int attempt,
            @Nullable TaskInstance instance,
            NodeShare share) {
        Path directory = node.root().resolve(job.directory());
        JobCommand preparation = job.spec().specialTasks().preparation();
        return new RunOrder(
                place(node, directory.resolve(name)),
                job.id(),
                name,
                preparation == null ? null : directory.resolve(preparation.id()),
                job.spec().commonEnvironment(),
                spec,
                attempt,
                instance,
                share);
    }

    private static RunPlace place(Node node, Path directory) {
        return new RunPlace(node.pool().id(), node.id(), node.dedicated(), node.root(), directory);
    }
}
