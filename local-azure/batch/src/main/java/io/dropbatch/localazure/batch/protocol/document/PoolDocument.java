package io.dropbatch.localazure.batch.protocol.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.document.Times;
import io.dropbatch.localazure.batch.engine.model.pool.AutoScaleError;
import io.dropbatch.localazure.batch.engine.model.pool.Scaling;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pools and nodes as Azure writes them. */
public final class PoolDocument {

    public static final Map<String, Function<Pool, @Nullable Object>> PROPERTIES = Map.of(
            "id", pool -> pool.id().value(),
            "state", pool -> state(pool),
            "stateTransitionTime", Pool::since,
            "creationTime", Pool::created,
            "lastModified", Pool::modified,
            "allocationState", pool -> pool.scaling().state().name(),
            "allocationStateTransitionTime", pool -> pool.scaling().since(),
            "enableAutoScale", pool -> pool.spec().enableAutoScale(),
            "enableInterNodeCommunication", pool -> pool.spec().interNodeCommunication(),
            "vmSize", pool -> pool.spec().vmSize());

    private PoolDocument() {}

    public static ObjectNode write(Pool pool, String base) {
        Scaling scaling = pool.scaling();
        ObjectNode document = pool.spec().source().deepCopy();
        document.put("id", pool.id().value());
        document.put("url", address(pool, base));
        document.put("eTag", Times.etag(pool.modified()));
        Json.put(document, "lastModified", pool.modified());
        Json.put(document, "creationTime", pool.created());
        document.put("state", state(pool));
        Json.put(document, "stateTransitionTime", pool.since());
        document.put("allocationState", scaling.state().name().toLowerCase(Locale.ROOT));
        Json.put(document, "allocationStateTransitionTime", scaling.since());
        document.put("currentDedicatedNodes", pool.current(true));
        document.put("currentLowPriorityNodes", pool.current(false));
        document.put("targetDedicatedNodes", scaling.targetDedicated());
        document.put("targetLowPriorityNodes", scaling.targetLowPriority());
        document.put("enableAutoScale", pool.spec().enableAutoScale());
        document.put("taskSlotsPerNode", pool.slotsPerNode());
        document.put("resizeTimeout", Times.text(pool.spec().resizeTimeout()));
        if (!document.has("enableInterNodeCommunication")) {
            document.put("enableInterNodeCommunication", false);
        }
        if (!document.has("taskSchedulingPolicy")) {
            document.putObject("taskSchedulingPolicy").put("nodeFillType", "Spread");
        }
        writeAutoScale(pool, document);
        writeErrors(scaling.errors(), document);
        return document;
    }

    public static String address(Pool pool, String base) {
        return base + "/pools/" + pool.id();
    }

    private static String state(Pool pool) {
        return pool.deleting() ? "deleting" : "active";
    }

    private static void writeAutoScale(Pool pool, ObjectNode document) {
        if (!pool.spec().enableAutoScale()) {
            return;
        }
        document.put("autoScaleEvaluationInterval", Times.text(pool.spec().autoScaleInterval()));
        Scaling.AutoScaleRun run = pool.scaling().autoScaleRun();
        if (run != null) {
            write(run, document.putObject("autoScaleRun"));
        }
    }

    public static void write(Scaling.AutoScaleRun run, ObjectNode document) {
        Json.put(document, "timestamp", run.time());
        document.put("results", run.results());
        AutoScaleError error = run.error();
        if (error != null) {
            ObjectNode written = document.putObject("error");
            written.put("code", error.code()).put("message", error.message());
            written.putArray("values").addObject().put("name", "Message").put("value", error.detail());
        }
    }

    private static void writeErrors(List<Scaling.ResizeError> errors, ObjectNode document) {
        if (errors.isEmpty()) {
            return;
        }
        ArrayNode written = document.putArray("resizeErrors");
        errors.forEach(error -> written.addObject().put("code", error.code()).put("message", error.message()));
    }
}
