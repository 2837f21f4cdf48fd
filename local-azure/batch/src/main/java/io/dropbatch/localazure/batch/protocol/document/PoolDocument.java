package io.dropbatch.localazure.batch.protocol.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.model.pool.AutoScaleError;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
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
            "enableAutoScale", pool -> pool.spec().autoScaling().enabled(),
            "enableInterNodeCommunication", pool -> pool.spec().interNodeCommunication(),
            "vmSize", pool -> pool.spec().vmSize());

    private PoolDocument() {}

    public static ObjectNode write(Pool pool, String base) {
        PoolScaling scaling = pool.scaling();
        ObjectNode document = pool.spec().source().deepCopy();
        document.put("id", pool.id().value());
        document.put("url", address(pool, base));
        document.put("eTag", AzureTimes.etag(pool.modified()));
        JsonTrees.put(document, "lastModified", pool.modified());
        JsonTrees.put(document, "creationTime", pool.created());
        document.put("state", state(pool));
        JsonTrees.put(document, "stateTransitionTime", pool.since());
        document.put("allocationState", scaling.state().name().toLowerCase(Locale.ROOT));
        JsonTrees.put(document, "allocationStateTransitionTime", scaling.since());
        document.put("currentDedicatedNodes", pool.current(true));
        document.put("currentLowPriorityNodes", pool.current(false));
        document.put("targetDedicatedNodes", scaling.targetDedicated());
        document.put("targetLowPriorityNodes", scaling.targetLowPriority());
        document.put("enableAutoScale", pool.spec().autoScaling().enabled());
        document.put("taskSlotsPerNode", pool.slotsPerNode());
        document.put("resizeTimeout", AzureTimes.text(pool.spec().targets().resizeTimeout()));
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
        if (!pool.spec().autoScaling().enabled()) {
            return;
        }
        document.put(
                "autoScaleEvaluationInterval",
                AzureTimes.text(pool.spec().autoScaling().interval()));
        PoolScaling.AutoScaleRun run = pool.scaling().autoScaleRun();
        if (run != null) {
            write(run, document.putObject("autoScaleRun"));
        }
    }

    public static void write(PoolScaling.AutoScaleRun run, ObjectNode document) {
        JsonTrees.put(document, "timestamp", run.time());
        document.put("results", run.results());
        AutoScaleError error = run.error();
        if (error != null) {
            ObjectNode written = document.putObject("error");
            written.put("code", error.code()).put("message", error.message());
            written.putArray("values").addObject().put("name", "Message").put("value", error.detail());
        }
    }

    private static void writeErrors(List<PoolScaling.ResizeError> errors, ObjectNode document) {
        if (errors.isEmpty()) {
            return;
        }
        ArrayNode written = document.putArray("resizeErrors");
        errors.forEach(error -> written.addObject().put("code", error.code()).put("message", error.message()));
    }
}
