package io.dropbatch.localazure.batch.engine.model.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes runs in the form of Azure's {@code executionInfo}; the store uses the same form. */
public final class ExecutionDocument {

    private ExecutionDocument() {}

    public static ObjectNode write(TaskExecution execution) {
        ObjectNode node = JsonTrees.object();
        JsonTrees.put(node, "startTime", execution.startTime());
        JsonTrees.put(node, "endTime", execution.endTime());
        JsonTrees.put(node, "exitCode", execution.exitCode());
        FailureInfo failure = execution.failure();
        if (failure != null) {
            node.set("failureInfo", write(failure));
        }
        TaskResult result = execution.result();
        if (result != null) {
            node.put("result", result.name().toLowerCase(Locale.ROOT));
        }
        node.put("retryCount", execution.retryCount());
        JsonTrees.put(node, "lastRetryTime", execution.lastRetryTime());
        node.put("requeueCount", execution.requeueCount());
        JsonTrees.put(node, "lastRequeueTime", execution.lastRequeueTime());
        return node;
    }

    public static TaskExecution read(JsonNode node) {
        String result = JsonTrees.text(node, "result");
        return new TaskExecution(
                JsonTrees.instant(node, "startTime"),
                JsonTrees.instant(node, "endTime"),
                JsonTrees.integer(node, "exitCode"),
                node.has("failureInfo") ? failure(node.get("failureInfo")) : null,
                result == null ? null : TaskResult.valueOf(result.toUpperCase(Locale.ROOT)),
                node.path("retryCount").asInt(),
                JsonTrees.instant(node, "lastRetryTime"),
                node.path("requeueCount").asInt(),
                JsonTrees.instant(node, "lastRequeueTime"));
    }

    private static ObjectNode write(FailureInfo failure) {
        ObjectNode node = JsonTrees.object();
        node.put("category", failure.category().word());
        node.put("code", failure.code());
        node.put("message", failure.message());
        ArrayNode details = node.putArray("details");
        failure.details()
                .forEach((name, value) -> details.addObject().put("name", name).put("value", value));
        return node;
    }

    private static FailureInfo failure(JsonNode node) {
        Map<String, String> details = new LinkedHashMap<>();
        for (JsonNode detail : node.path("details")) {
            details.put(detail.path("name").asText(), detail.path("value").asText());
        }
        return new FailureInfo(
                category(JsonTrees.text(node, "category")),
                node.path("code").asText(),
                node.path("message").asText(),
                details);
    }

    private static FailureInfo.Category category(@Nullable String word) {
        return FailureInfo.Category.USER_ERROR.word().equals(word)
                ? FailureInfo.Category.USER_ERROR
                : FailureInfo.Category.SERVER_ERROR;
    }
}
