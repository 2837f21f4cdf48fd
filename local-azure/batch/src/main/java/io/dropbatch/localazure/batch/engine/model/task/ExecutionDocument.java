package io.dropbatch.localazure.batch.engine.model.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs as Azure's {@code executionInfo} writes them; the store keeps them in the same form. */
public final class ExecutionDocument {

    private ExecutionDocument() {}

    public static ObjectNode write(Execution execution) {
        ObjectNode node = Json.object();
        Json.put(node, "startTime", execution.startTime());
        Json.put(node, "endTime", execution.endTime());
        Json.put(node, "exitCode", execution.exitCode());
        FailureInfo failure = execution.failure();
        if (failure != null) {
            node.set("failureInfo", write(failure));
        }
        TaskResult result = execution.result();
        if (result != null) {
            node.put("result", result.name().toLowerCase(Locale.ROOT));
        }
        node.put("retryCount", execution.retryCount());
        Json.put(node, "lastRetryTime", execution.lastRetryTime());
        node.put("requeueCount", execution.requeueCount());
        Json.put(node, "lastRequeueTime", execution.lastRequeueTime());
        return node;
    }

    public static Execution read(JsonNode node) {
        String result = Json.text(node, "result");
        return new Execution(
                Json.instant(node, "startTime"),
                Json.instant(node, "endTime"),
                Json.integer(node, "exitCode"),
                node.has("failureInfo") ? failure(node.get("failureInfo")) : null,
                result == null ? null : TaskResult.valueOf(result.toUpperCase(Locale.ROOT)),
                node.path("retryCount").asInt(),
                Json.instant(node, "lastRetryTime"),
                node.path("requeueCount").asInt(),
                Json.instant(node, "lastRequeueTime"));
    }

    private static ObjectNode write(FailureInfo failure) {
        ObjectNode node = Json.object();
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
                category(Json.text(node, "category")),
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
