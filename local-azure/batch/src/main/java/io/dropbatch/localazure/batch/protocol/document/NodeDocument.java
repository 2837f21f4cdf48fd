package io.dropbatch.localazure.batch.protocol.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.model.pool.NodeError;
import io.dropbatch.localazure.batch.engine.model.task.ExecutionDocument;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.StartTaskRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Nodes as Azure writes them. */
public final class NodeDocument {

    public static final Map<String, Function<Node, @Nullable Object>> PROPERTIES = properties();

    private NodeDocument() {}

    public static ObjectNode write(Node node, String base) {
        ObjectNode document = JsonTrees.object();
        document.put("id", node.id().value());
        document.put("url", address(node, base));
        document.put("state", node.state().word());
        document.put("schedulingState", schedulingState(node));
        JsonTrees.put(document, "stateTransitionTime", node.since());
        JsonTrees.put(document, "lastBootTime", node.booted());
        JsonTrees.put(document, "allocationTime", node.allocated());
        document.put("ipAddress", node.id().ipAddress());
        document.put("affinityId", "TVM:" + node.id());
        document.put("vmSize", node.pool().spec().vmSize());
        document.put("totalTasksRun", node.totalRun());
        document.put("runningTasksCount", node.runningTasks());
        document.put("runningTaskSlotsCount", node.usedSlots());
        document.put("totalTasksSucceeded", node.totalSucceeded());
        writeStart(node, document);
        NodeError error = node.error();
        if (error != null) {
            document.putArray("errors").addObject().put("code", error.code()).put("message", error.message());
        }
        document.put("isDedicated", node.dedicated());
        return document;
    }

    public static String address(Node node, String base) {
        return PoolDocument.address(node.pool(), base) + "/nodes/" + node.id();
    }

    private static Map<String, Function<Node, @Nullable Object>> properties() {
        Map<String, Function<Node, @Nullable Object>> properties = new HashMap<>();
        properties.put("id", node -> node.id().value());
        properties.put("state", node -> node.state().word());
        properties.put("stateTransitionTime", Node::since);
        properties.put("allocationTime", Node::allocated);
        properties.put("lastBootTime", Node::booted);
        properties.put("isDedicated", Node::dedicated);
        properties.put("schedulingState", NodeDocument::schedulingState);
        properties.putAll(ExecutionProperties.of("startTaskInfo", NodeDocument::start));
        return Map.copyOf(properties);
    }

    private static @Nullable TaskExecution start(Node node) {
        StartTaskRun run = node.startRun();
        return run == null ? null : run.execution();
    }

    private static void writeStart(Node node, ObjectNode document) {
        StartTaskRun run = node.startRun();
        if (run == null) {
            return;
        }
        document.set("startTask", run.source().deepCopy());
        TaskExecution execution = run.execution();
        ObjectNode info = ExecutionDocument.write(execution);
        info.remove(List.of("requeueCount", "lastRequeueTime"));
        info.put("state", execution.endTime() == null ? "running" : "completed");
        document.set("startTaskInfo", info);
    }

    private static String schedulingState(Node node) {
        return node.schedulingEnabled() ? "enabled" : "disabled";
    }
}
