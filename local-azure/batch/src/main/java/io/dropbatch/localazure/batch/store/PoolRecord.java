package io.dropbatch.localazure.batch.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.AutoScaleError;
import io.dropbatch.localazure.batch.engine.model.pool.NodeError;
import io.dropbatch.localazure.batch.engine.model.pool.NodeState;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool and its nodes as one JSON record. */
final class PoolRecord {

    private PoolRecord() {}

    static ObjectNode write(Pool pool) {
        ObjectNode record = JsonTrees.object();
        record.put("id", pool.id().value());
        record.set("spec", pool.spec().source());
        JsonTrees.put(record, "created", pool.created());
        JsonTrees.put(record, "modified", pool.modified());
        JsonTrees.put(record, "since", pool.since());
        record.put("deleting", pool.deleting());
        record.put("coreTime", pool.coreTimeOfFormerNodes().toString());
        record.set("coreTimes", UsageRecord.write(pool.formerCoreTimes()));
        record.set("scaling", write(pool.scaling()));
        ArrayNode nodes = record.putArray("nodes");
        for (Node node : pool.nodes().values()) {
            ObjectNode entry = nodes.addObject();
            entry.put("id", node.id().value());
            entry.put("dedicated", node.dedicated());
            JsonTrees.put(entry, "allocated", node.allocated());
            writeCondition(node, entry);
        }
        return record;
    }

    static Pool read(long key, JsonNode record, Path nodesFolder) {
        PoolId id = new PoolId(record.path("id").asText());
        Pool pool = new Pool(
                key,
                id,
                PoolDefinition.read(RequestDocument.of((ObjectNode) record.get("spec"))),
                scaling(record.path("scaling")),
                instant(record, "created"));
        pool.restore(instant(record, "modified"), record.path("deleting").asBoolean(), instant(record, "since"));
        pool.restore(
                Duration.parse(record.path("coreTime").asText("PT0S")),
                UsageRecord.coreTimes(record.path("coreTimes")));
        for (JsonNode entry : record.path("nodes")) {
            NodeId node = new NodeId(entry.path("id").asText());
            pool.add(condition(
                    entry,
                    new Node(
                            node,
                            pool,
                            entry.path("dedicated").asBoolean(),
                            nodesFolder.resolve(id.value()).resolve(node.value()),
                            instant(entry, "allocated"))));
        }
        return pool;
    }

    /** Stores only states that survive a restart: after it every working node boots. */
    private static void writeCondition(Node node, ObjectNode entry) {
        NodeState hindrance = node.hindrance();
        if (hindrance != null && hindrance.lasts()) {
            entry.put("hindrance", hindrance.name());
        }
        if (node.leaving()) {
            entry.put("leaving", true);
        }
        if (!node.schedulingEnabled()) {
            entry.put("unscheduled", true);
        }
        NodeError error = node.error();
        if (error != null) {
            entry.putObject("error").put("code", error.code()).put("message", error.message());
        }
    }

    private static Node condition(JsonNode entry, Node node) {
        String hindrance = JsonTrees.text(entry, "hindrance");
        JsonNode error = entry.path("error");
        node.restore(
                !entry.path("unscheduled").asBoolean(),
                entry.path("leaving").asBoolean(),
                hindrance == null ? null : NodeState.valueOf(hindrance),
                error.isMissingNode()
                        ? null
                        : new NodeError(
                                error.path("code").asText(),
                                error.path("message").asText()));
        return node;
    }

    private static ObjectNode write(PoolScaling scaling) {
        ObjectNode record = JsonTrees.object();
        record.put("state", scaling.state().name());
        JsonTrees.put(record, "since", scaling.since());
        record.put("dedicated", scaling.targetDedicated());
        record.put("lowPriority", scaling.targetLowPriority());
        record.put("deallocation", scaling.deallocation().name());
        ArrayNode errors = record.putArray("errors");
        scaling.errors()
                .forEach(error -> errors.addObject().put("code", error.code()).put("message", error.message()));
        PoolScaling.AutoScaleRun run = scaling.autoScaleRun();
        if (run != null) {
            ObjectNode autoScale = record.putObject("autoScale");
            JsonTrees.put(autoScale, "time", run.time());
            autoScale.put("results", run.results());
            write(run.error(), autoScale);
        }
        return record;
    }

    private static PoolScaling scaling(JsonNode record) {
        List<PoolScaling.ResizeError> errors = new ArrayList<>();
        for (JsonNode error : record.path("errors")) {
            errors.add(new PoolScaling.ResizeError(
                    error.path("code").asText(), error.path("message").asText()));
        }
        JsonNode run = record.path("autoScale");
        return new PoolScaling(
                PoolScaling.State.valueOf(record.path("state").asText()),
                instant(record, "since"),
                record.path("dedicated").asInt(),
                record.path("lowPriority").asInt(),
                PoolScaling.Deallocation.valueOf(record.path("deallocation").asText()),
                errors,
                run.isMissingNode()
                        ? null
                        : new PoolScaling.AutoScaleRun(
                                instant(run, "time"), run.path("results").asText(), error(run.path("error"))));
    }

    private static void write(@Nullable AutoScaleError error, ObjectNode autoScale) {
        if (error != null) {
            ObjectNode written = autoScale.putObject("error");
            written.put("code", error.code());
            written.put("message", error.message());
            written.put("detail", error.detail());
        }
    }

    private static @Nullable AutoScaleError error(JsonNode error) {
        return error.isMissingNode()
                ? null
                : new AutoScaleError(
                        error.path("code").asText(),
                        error.path("message").asText(),
                        error.path("detail").asText());
    }

    static Instant instant(JsonNode record, String name) {
        return Instant.parse(record.path(name).asText());
    }
}
