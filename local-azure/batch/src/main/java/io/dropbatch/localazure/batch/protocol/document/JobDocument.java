package io.dropbatch.localazure.batch.protocol.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.model.job.JobCommand;
import io.dropbatch.localazure.batch.engine.model.job.JobDefinition;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.model.job.JobStatus;
import io.dropbatch.localazure.batch.engine.model.task.ExecutionDocument;
import io.dropbatch.localazure.batch.engine.model.task.TaskCounts;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Jobs as Azure writes them, with the defaults it fills in. */
public final class JobDocument {

    public static final Map<String, Function<Job, @Nullable Object>> PROPERTIES = Map.of(
            "id", job -> job.id().value(),
            "state", job -> job.state().name(),
            "stateTransitionTime", job -> job.status().since(),
            "previousState", job -> name(job.status().previous()),
            "creationTime", Job::created,
            "lastModified", Job::modified,
            "priority", job -> job.spec().priority(),
            "executionInfo/poolId", job -> job.spec().pool().value(),
            "executionInfo/startTime", job -> job.status().startTime(),
            "executionInfo/endTime", job -> job.status().endTime());

    public static final Map<String, Function<JobOnNode, @Nullable Object>> ON_NODE_PROPERTIES = onNodeProperties();

    private JobDocument() {}

    public static ObjectNode write(Job job, String base) {
        JobDefinition spec = job.spec();
        JobStatus status = job.status();
        ObjectNode document = spec.source().deepCopy();
        document.put("id", job.id().value());
        document.put("url", address(job, base));
        document.put("eTag", AzureTimes.etag(job.modified()));
        JsonTrees.put(document, "lastModified", job.modified());
        JsonTrees.put(document, "creationTime", job.created());
        document.put("state", status.state().name().toLowerCase(Locale.ROOT));
        JsonTrees.put(document, "stateTransitionTime", status.since());
        JsonTrees.put(document, "previousState", name(status.previous()));
        JsonTrees.put(document, "previousStateTransitionTime", status.previousSince());
        writeDefaults(document, spec);
        ObjectNode execution = document.putObject("executionInfo");
        JsonTrees.put(execution, "startTime", status.startTime());
        JsonTrees.put(execution, "endTime", status.endTime());
        execution.put("poolId", spec.pool().value());
        String error = job.schedulingError();
        if (error != null) {
            execution
                    .putObject("schedulingError")
                    .put("category", "UserError")
                    .put("code", error)
                    .put("message", "The automatic pool of the job could not be created.");
        }
        JsonTrees.put(execution, "terminateReason", status.terminateReason());
        return document;
    }

    /** Fills in Azure's defaults. */
    static void writeDefaults(ObjectNode document, JobDefinition spec) {
        document.put("priority", spec.priority());
        document.put("maxParallelTasks", spec.maxParallelTasks());
        document.putObject("constraints")
                .put("maxWallClockTime", AzureTimes.text(spec.constraints().maxWallClockTime()))
                .put("maxTaskRetryCount", spec.constraints().maxTaskRetryCount());
        document.put(
                "onAllTasksComplete",
                spec.reactions().onAllTasksComplete().name().replace("_", "").toLowerCase(Locale.ROOT));
        putIfAbsent(document, "allowTaskPreemption", false);
        putIfAbsent(document, "usesTaskDependencies", false);
        if (!document.has("onTaskFailure")) {
            document.put("onTaskFailure", "noaction");
        }
        writeCommand(document, "jobPreparationTask", spec.specialTasks().preparation());
        writeCommand(document, "jobReleaseTask", spec.specialTasks().release());
    }

    public static ObjectNode write(JobOnNode onNode, String base) {
        ObjectNode document = JsonTrees.object();
        String node = base + "/pools/" + onNode.pool() + "/nodes/" + onNode.node();
        document.put("poolId", onNode.pool().value());
        document.put("nodeId", onNode.node().value());
        document.put("nodeUrl", node);
        JobDefinition spec = onNode.job().spec();
        write(
                document,
                "jobPreparationTaskExecutionInfo",
                onNode,
                spec.specialTasks().preparation(),
                onNode.preparation(),
                node);
        write(
                document,
                "jobReleaseTaskExecutionInfo",
                onNode,
                spec.specialTasks().release(),
                onNode.release(),
                node);
        return document;
    }

    public static ObjectNode counts(TaskCounts taskCounts) {
        return JsonTrees.object()
                .put("active", taskCounts.active())
                .put("running", taskCounts.running())
                .put("completed", taskCounts.completed())
                .put("succeeded", taskCounts.succeeded())
                .put("failed", taskCounts.failed());
    }

    public static String address(Job job, String base) {
        return base + "/jobs/" + job.id();
    }

    private static Map<String, Function<JobOnNode, @Nullable Object>> onNodeProperties() {
        Map<String, Function<JobOnNode, @Nullable Object>> properties = new HashMap<>();
        properties.put("nodeId", onNode -> onNode.node().value());
        properties.put("poolId", onNode -> onNode.pool().value());
        properties.putAll(ExecutionProperties.of("jobPreparationTaskExecutionInfo", JobOnNode::preparation));
        properties.putAll(ExecutionProperties.of("jobReleaseTaskExecutionInfo", JobOnNode::release));
        return Map.copyOf(properties);
    }

    private static void write(
            ObjectNode document,
            String property,
            JobOnNode onNode,
            @Nullable JobCommand command,
            TaskExecution execution,
            String node) {
        if (command == null || execution.startTime() == null) {
            return;
        }
        String directory = onNode.job().directory() + "/" + command.id();
        ObjectNode written = ExecutionDocument.write(execution);
        written.remove(java.util.List.of("requeueCount", "lastRequeueTime"));
        written.put("state", execution.endTime() == null ? "running" : "completed");
        written.put("taskRootDirectory", directory);
        written.put("taskRootDirectoryUrl", node + "/files/" + directory);
        document.set(property, written);
    }

    private static void writeCommand(ObjectNode document, String property, @Nullable JobCommand command) {
        if (command != null && document.get(property) instanceof ObjectNode written) {
            written.put("id", command.id());
        }
    }

    private static void putIfAbsent(ObjectNode document, String property, boolean value) {
        if (!document.has(property)) {
            document.put(property, value);
        }
    }

    private static @Nullable String name(@Nullable JobState state) {
        return state == null ? null : state.name().toLowerCase(Locale.ROOT);
    }
}
