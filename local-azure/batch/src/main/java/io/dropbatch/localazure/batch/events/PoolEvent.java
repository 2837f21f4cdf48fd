package io.dropbatch.localazure.batch.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.model.pool.AutoScaleError;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.AutoScaleRun;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.ResizeError;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.time.Instant;
import java.util.Locale;

/**
 * The properties of events about pools.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-pool-create-event">Pool create event and its neighbours</a>
 */
final class PoolEvent {

    private PoolEvent() {}

    static ObjectNode created(Pool pool) {
        PoolDefinition spec = pool.spec();
        ObjectNode event = named(pool);
        copy(spec, event, "displayName");
        event.put("vmSize", spec.vmSize());
        event.put("imageType", "VirtualMachineConfiguration");
        copy(spec, event, "networkConfiguration");
        JsonNode machine = spec.source().path("virtualMachineConfiguration");
        ObjectNode image = event.putObject("virtualMachineConfiguration");
        image.set("imageReference", machine.path("imageReference").deepCopy());
        image.put("nodeAgentId", machine.path("nodeAgentSKUId").asText());
        event.put("resizeTimeout", Long.toString(spec.targets().resizeTimeout().toMillis()));
        targets(event, pool.scaling());
        event.put("taskSlotsPerNode", spec.slotsPerNode());
        event.put("vmFillType", spec.pack() ? "Pack" : "Spread");
        event.put("enableAutoScale", spec.autoScaling().enabled());
        event.put(
                "enableInterNodeCommunication",
                spec.source().path("enableInterNodeCommunication").asBoolean());
        return event.put("isAutoPool", auto(pool));
    }

    static ObjectNode resizing(Pool pool) {
        return size(pool);
    }

    static ObjectNode resized(Pool pool, PoolScaling former, Instant now) {
        ObjectNode event = size(pool);
        JsonTrees.put(event, "startTime", former.since());
        JsonTrees.put(event, "endTime", now);
        ResizeError error = pool.scaling().errors().stream().findFirst().orElse(null);
        event.put("resultCode", error == null ? "Success" : error.code());
        return event.put("resultMessage", error == null ? "The operation succeeded" : error.message());
    }

    static ObjectNode deleting(Pool pool) {
        return named(pool);
    }

    static ObjectNode deleted(Pool pool, Instant now) {
        ObjectNode event = named(pool);
        JsonTrees.put(event, "startTime", pool.since());
        JsonTrees.put(event, "endTime", now);
        return event;
    }

    static ObjectNode evaluated(Pool pool, AutoScaleRun run) {
        ObjectNode event = named(pool);
        JsonTrees.put(event, "timestamp", run.time());
        JsonTrees.put(event, "formula", pool.spec().autoScaling().formula());
        event.put("results", run.results());
        AutoScaleError error = run.error();
        if (error != null) {
            ObjectNode written = event.putObject("error");
            written.put("code", error.code()).put("message", error.message());
            written.putArray("values").addObject().put("name", "Message").put("value", error.detail());
        }
        return event;
    }

    private static ObjectNode size(Pool pool) {
        ObjectNode event = named(pool);
        int dedicated = pool.current(true);
        int lowPriority = pool.current(false);
        PoolScaling scaling = pool.scaling();
        boolean shrinks = scaling.targetDedicated() < dedicated || scaling.targetLowPriority() < lowPriority;
        event.put("nodeDeallocationOption", shrinks ? word(scaling.deallocation()) : "Invalid");
        event.put("currentDedicatedNodes", dedicated);
        event.put("currentLowPriorityNodes", lowPriority);
        targets(event, scaling);
        event.put("enableAutoScale", pool.spec().autoScaling().enabled());
        return event.put("isAutoPool", auto(pool));
    }

    /** The pool specification of a job has no name; the account assigns one. */
    private static boolean auto(Pool pool) {
        return !pool.spec().source().has("id");
    }

    private static void targets(ObjectNode event, PoolScaling scaling) {
        event.put("targetDedicatedNodes", scaling.targetDedicated());
        event.put("targetLowPriorityNodes", scaling.targetLowPriority());
    }

    private static ObjectNode named(Pool pool) {
        return JsonTrees.object().put("id", pool.id().value());
    }

    private static void copy(PoolDefinition spec, ObjectNode event, String property) {
        JsonNode value = spec.source().get(property);
        if (value != null && !value.isNull()) {
            event.set(property, value.deepCopy());
        }
    }

    private static String word(PoolScaling.Deallocation option) {
        return option.name().toLowerCase(Locale.ROOT).replace("_", "");
    }
}
