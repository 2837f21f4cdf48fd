package io.dropbatch.localazure.batch.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.job.JobCommand;
import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.model.task.TaskResult;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.StartTaskRun;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The properties of events about tasks.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-task-complete-event">Task complete event and its neighbours</a>
 */
final class TaskEvent {

    private TaskEvent() {}

    static ObjectNode started(Task task, TaskStatus status) {
        ObjectNode event = task(task, status, status.node());
        event.putObject("executionInfo").put("retryCount", status.execution().retryCount());
        return event;
    }

    static ObjectNode ended(Task task, TaskStatus status) {
        ObjectNode event = task(task, status, status.node());
        execution(event.putObject("executionInfo"), status.execution());
        return event;
    }

    /** The event of an interrupted run has the requeue count that includes it. */
    static ObjectNode requeued(Task task, TaskStatus former, TaskStatus next) {
        ObjectNode event = task(task, next, former.node());
        ObjectNode execution = event.putObject("executionInfo");
        JsonTrees.put(execution, "startTime", former.execution().startTime());
        JsonTrees.put(execution, "endTime", next.since());
        execution.put("retryCount", next.execution().retryCount());
        execution.put("requeueCount", next.execution().requeueCount());
        return event;
    }

    static ObjectNode unprepared(Task task, TaskStatus former) {
        ObjectNode event = task(task, former, former.node());
        event.putObject("schedulingError")
                .put("category", "UserError")
                .put("code", "JobPreparationTaskFailed")
                .put("message", "Task cannot run because the job preparation task failed on node");
        return event;
    }

    static ObjectNode withoutRoom(Task task) {
        ObjectNode event = task(task, task.status(), null);
        event.putObject("schedulingError")
                .put("category", "ServerError")
                .put("code", "NotEnoughSlots")
                .put("message", "No node of the pool has as many free slots as the task requires");
        return event;
    }

    static ObjectNode special(JobOnNode onNode, boolean preparation) {
        JobCommand command = preparation
                ? onNode.job().spec().specialTasks().preparation()
                : onNode.job().spec().specialTasks().release();
        ObjectNode event = JsonTrees.object().put("jobId", onNode.job().id().value());
        JsonTrees.put(event, "taskName", command == null ? null : command.id());
        event.put("taskType", preparation ? "JobPrep" : "JobRelease");
        node(event, onNode.pool().value(), onNode.node().value());
        special(event, preparation ? onNode.preparation() : onNode.release());
        return event;
    }

    /** A start task belongs to no job and has no name. */
    static Optional<ObjectNode> startTask(Node node) {
        StartTaskRun run = node.startRun();
        if (run == null) {
            return Optional.empty();
        }
        ObjectNode event = JsonTrees.object().put("taskName", "startTask").put("taskType", "StartTask");
        node(event, node.pool().id().value(), node.id().value());
        special(event, run.execution());
        return Optional.of(event);
    }

    private static void special(ObjectNode event, TaskExecution execution) {
        ObjectNode info = event.putObject("executionInfo");
        JsonTrees.put(info, "startTime", execution.startTime());
        JsonTrees.put(info, "endTime", execution.endTime());
        JsonTrees.put(info, "exitCode", execution.exitCode());
        info.put("result", execution.result() == TaskResult.SUCCESS ? "success" : "failure");
        error(info, execution.failure());
    }

    private static ObjectNode task(Task task, TaskStatus status, @Nullable NodeRef place) {
        JsonNode manager = task.job().spec().source().path("jobManagerTask").path("id");
        TaskExecution execution = status.execution();
        ObjectNode event = JsonTrees.object();
        event.put("jobId", task.job().id().value());
        event.put("id", task.id().value());
        event.put("taskType", task.id().value().equals(manager.textValue()) ? "JobManager" : "User");
        event.put("systemTaskVersion", execution.retryCount() + execution.requeueCount());
        event.put("requiredSlots", task.requiredSlots());
        node(
                event,
                place == null ? task.job().spec().pool().value() : place.pool().value(),
                place == null ? "" : place.node().value());
        source(task).ifPresent(source -> settings(event, source, task.job()));
        return event;
    }

    private static void settings(ObjectNode event, JsonNode source, Job job) {
        int instances =
                source.path("multiInstanceSettings").path("numberOfInstances").asInt(1);
        int retries = source.path("constraints")
                .path("maxTaskRetryCount")
                .asInt(job.spec().constraints().maxTaskRetryCount());
        event.putObject("multiInstanceSettings").put("numberOfInstances", instances);
        event.putObject("constraints").put("maxTaskRetryCount", retries);
    }

    /** The user's JSON; empty for a task that was deleted since. */
    private static Optional<JsonNode> source(Task task) {
        try {
            return Optional.of(JsonTrees.stored(task.source()));
        } catch (BatchError e) {
            return Optional.empty();
        }
    }

    private static void execution(ObjectNode info, TaskExecution execution) {
        JsonTrees.put(info, "startTime", execution.startTime());
        JsonTrees.put(info, "endTime", execution.endTime());
        JsonTrees.put(info, "exitCode", execution.exitCode());
        info.put("retryCount", execution.retryCount());
        info.put("requeueCount", execution.requeueCount());
        info.put("result", execution.failure() == null ? "Success" : "Failure");
        error(info, execution.failure());
    }

    private static void error(ObjectNode info, @Nullable FailureInfo failure) {
        ObjectNode error = info.putObject("schedulingError");
        if (failure != null) {
            error.put("category", failure.category().word());
            error.put("code", failure.code());
            error.put("message", failure.message());
        }
        ArrayNode details = error.putArray("details");
        if (failure != null) {
            failure.details()
                    .forEach((name, value) ->
                            details.addObject().put("name", name).put("value", value));
        }
    }

    private static void node(ObjectNode event, String pool, String node) {
        event.putObject("nodeInfo").put("poolId", pool).put("nodeId", node);
    }
}
