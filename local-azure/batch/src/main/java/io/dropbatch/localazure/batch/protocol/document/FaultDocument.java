package io.dropbatch.localazure.batch.protocol.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.fault.InjectedFault;
import io.dropbatch.localazure.batch.engine.fault.InjectedFault.Delay;
import io.dropbatch.localazure.batch.engine.fault.InjectedFault.Where;
import java.time.Duration;
import java.util.List;

/** Reads requested faults and writes lists of faults. */
public final class FaultDocument {

    private static final int MOST = 1_000_000;
    private static final List<String> PROPERTIES = List.of(
            "count", "probability", "seed", "operation", "pool", "job", "task", "delay", "upTo", "mean", "retryAfter");

    private FaultDocument() {}

    public static InjectedFault read(FaultInjection.Kind kind, RequestDocument document) {
        refuseOthers(document);
        return new InjectedFault(
                kind,
                new Where(
                        document.textOrNull("operation"),
                        document.textOrNull("pool"),
                        document.textOrNull("job"),
                        document.textOrNull("task")),
                document.has("count") ? document.integer("count", 1, 1, MOST) : InjectedFault.UNLIMITED,
                probability(document),
                document.integer("seed", 0, 0, Integer.MAX_VALUE),
                delay(document),
                document.integer("retryAfter", 1, 0, 86_400));
    }

    public static ObjectNode write(FaultInjection.Armed armed) {
        InjectedFault fault = armed.fault();
        ObjectNode document = JsonTrees.object()
                .put("id", armed.id())
                .put("fault", fault.kind().word());
        if (fault.count() != InjectedFault.UNLIMITED) {
            document.put("left", armed.left());
        }
        document.put("struck", armed.struck());
        JsonTrees.put(document, "operation", fault.where().operation());
        JsonTrees.put(document, "pool", fault.where().pool());
        JsonTrees.put(document, "job", fault.where().job());
        JsonTrees.put(document, "task", fault.where().task());
        if (fault.probability() < 1) {
            document.put("probability", fault.probability()).put("seed", fault.seed());
        }
        if (!fault.delay().equals(Delay.NONE)) {
            document.put("delay", fault.delay().toString());
        }
        return document;
    }

    private static void refuseOthers(RequestDocument document) {
        document.tree().fieldNames().forEachRemaining(name -> {
            if (!PROPERTIES.contains(name)) {
                throw document.invalid(name, "A fault has the properties " + String.join(", ", PROPERTIES) + ".");
            }
        });
    }

    private static double probability(RequestDocument document) {
        JsonNode value = document.tree().get("probability");
        if (value == null || value.isNull()) {
            return 1;
        }
        if (!value.isNumber() || !(value.doubleValue() > 0 && value.doubleValue() <= 1)) {
            throw document.invalid("probability", "A number above 0 and up to 1 is expected.");
        }
        return value.doubleValue();
    }

    private static Delay delay(RequestDocument document) {
        Duration least = document.duration("delay", Duration.ZERO);
        if (document.has("mean")) {
            return Delay.exponential(document.duration("mean", Duration.ZERO));
        }
        Duration most = document.duration("upTo", least);
        if (most.compareTo(least) < 0) {
            throw BatchError.property("upTo", most.toString(), "It must not be shorter than delay.");
        }
        return Delay.between(least, most);
    }
}
