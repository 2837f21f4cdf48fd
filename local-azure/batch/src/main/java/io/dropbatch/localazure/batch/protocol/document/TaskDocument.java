package io.dropbatch.localazure.batch.protocol.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.task.ExecutionDocument;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.model.task.TaskResult;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.protocol.call.PropertySelection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tasks as Azure writes them, with the defaults it fills in. */
public final class TaskDocument {

    public static final Map<String, Function<Task, @Nullable Object>> PROPERTIES = Map.ofEntries(
            Map.entry("id", task -> task.id().value()),
            Map.entry("state", task -> task.state().name()),
            Map.entry("stateTransitionTime", task -> task.status().since()),
            Map.entry("previousState", task -> name(task.status().previous())),
            Map.entry("previousStateTransitionTime", task -> task.status().previousSince()),
            Map.entry("creationTime", Task::created),
            Map.entry("lastModified", Task::modified),
            Map.entry("executionInfo/startTime", task -> execution(task).startTime()),
            Map.entry("executionInfo/endTime", task -> execution(task).endTime()),
            Map.entry("executionInfo/exitCode", task -> execution(task).exitCode()),
            Map.entry("executionInfo/retryCount", task -> execution(task).retryCount()),
            Map.entry("executionInfo/requeueCount", task -> execution(task).requeueCount()),
            Map.entry("executionInfo/result", task -> result(execution(task))),
            Map.entry("nodeInfo/nodeId", task -> node(task)));

    /** The properties that can be written without parsing the user's JSON. */
    private static final Set<String> OWN = Set.of(
            "id",
            "url",
            "eTag",
            "lastModified",
            "creationTime",
            "state",
            "stateTransitionTime",
            "previousState",
            "previousStateTransitionTime",
            "executionInfo",
            "nodeInfo",
            "requiredSlots");

    private TaskDocument() {}

    public static ObjectNode write(Task task, PropertySelection selection, String base) {
        boolean own = !selection.everything() && OWN.containsAll(selection.names());
        ObjectNode document = own ? JsonTrees.object() : specified(task);
        TaskStatus status = task.status();
        document.put("id", task.id().value());
        document.put("url", address(task, base));
        document.put("eTag", AzureTimes.etag(task.modified()));
        JsonTrees.put(document, "lastModified", task.modified());
        JsonTrees.put(document, "creationTime", task.created());
        document.put("state", status.state().name().toLowerCase(Locale.ROOT));
        JsonTrees.put(document, "stateTransitionTime", status.since());
        JsonTrees.put(document, "previousState", name(status.previous()));
        JsonTrees.put(document, "previousStateTransitionTime", status.previousSince());
        document.put("requiredSlots", task.requiredSlots());
        if (selection.wants("executionInfo")) {
            document.set("executionInfo", ExecutionDocument.write(status.execution()));
        }
        NodeRef node = status.node();
        if (node != null && selection.wants("nodeInfo")) {
            document.set("nodeInfo", write(task, node, base));
        }
        return selection.from(document);
    }

    public static String address(Task task, String base) {
        return JobDocument.address(task.job(), base) + "/tasks/" + task.id();
    }

    private static ObjectNode specified(Task task) {
        ObjectNode document = JsonTrees.stored(task.source());
        TaskDefinition spec = task.spec();
        document.putObject("constraints")
                .put("maxWallClockTime", AzureTimes.text(spec.maxWallClockTime()))
                .put("retentionTime", AzureTimes.text(spec.retentionTime()))
                .put("maxTaskRetryCount", spec.maxRetries());
        if (!document.has("userIdentity")) {
            document.putObject("userIdentity")
                    .putObject("autoUser")
                    .put("scope", "pool")
                    .put("elevationLevel", "nonadmin");
        }
        return document;
    }

    public static ObjectNode write(Task task, NodeRef node, String base) {
        String address = base + "/pools/" + node.pool() + "/nodes/" + node.node();
        return JsonTrees.object()
                .put("affinityId", "TVM:" + node.node())
                .put("nodeUrl", address)
                .put("poolId", node.pool().value())
                .put("nodeId", node.node().value())
                .put("taskRootDirectory", task.directory())
                .put("taskRootDirectoryUrl", address + "/files/" + task.directory());
    }

    private static TaskExecution execution(Task task) {
        return task.status().execution();
    }

    private static @Nullable String result(TaskExecution execution) {
        TaskResult result = execution.result();
        return result == null ? null : result.name();
    }

    private static @Nullable String node(Task task) {
        NodeRef node = task.status().node();
        return node == null ? null : node.node().value();
    }

    private static @Nullable String name(@Nullable TaskState state) {
        return state == null ? null : state.name().toLowerCase(Locale.ROOT);
    }
}
