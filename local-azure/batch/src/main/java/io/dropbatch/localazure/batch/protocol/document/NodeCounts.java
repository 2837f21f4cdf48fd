package io.dropbatch.localazure.batch.protocol.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The number of nodes of a pool in each state. */
public final class NodeCounts {

    public static final Map<String, Function<Pool, @Nullable Object>> PROPERTIES =
            Map.of("poolId", pool -> pool.id().value());

    private static final List<String> STATES = List.of(
            "creating",
            "idle",
            "offline",
            "preempted",
            "rebooting",
            "reimaging",
            "running",
            "starting",
            "startTaskFailed",
            "leavingPool",
            "unknown",
            "unusable",
            "waitingForStartTask",
            "upgradingOS",
            "deallocated",
            "deallocating");

    private NodeCounts() {}

    public static ObjectNode write(Pool pool) {
        ObjectNode document = JsonTrees.object();
        document.put("poolId", pool.id().value());
        document.set("dedicated", counts(pool, true));
        document.set("lowPriority", counts(pool, false));
        return document;
    }

    private static ObjectNode counts(Pool pool, boolean dedicated) {
        Map<String, Integer> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int total = 0;
        for (Node node : pool.nodes().values()) {
            if (node.dedicated() == dedicated) {
                found.merge(node.state().word(), 1, Integer::sum);
                total++;
            }
        }
        ObjectNode counts = JsonTrees.object();
        STATES.forEach(state -> counts.put(state, found.getOrDefault(state, 0)));
        return counts.put("total", total);
    }
}
