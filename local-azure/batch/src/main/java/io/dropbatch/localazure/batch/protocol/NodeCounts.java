package io.dropbatch.localazure.batch.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.Node;
import io.dropbatch.localazure.batch.engine.Pool;
import java.util.List;

/** How many nodes of a pool are in each state. */
final class NodeCounts {

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

    static ObjectNode write(Pool pool) {
        ObjectNode document = Json.object();
        document.put("poolId", pool.id().value());
        document.set("dedicated", counts(pool, true));
        document.set("lowPriority", counts(pool, false));
        return document;
    }

    private static ObjectNode counts(Pool pool, boolean dedicated) {
        List<Node> nodes = pool.nodes().values().stream()
                .filter(node -> node.dedicated() == dedicated)
                .toList();
        ObjectNode counts = Json.object();
        for (String state : STATES) {
            counts.put(
                    state,
                    nodes.stream()
                            .filter(node -> node.state().word().equalsIgnoreCase(state))
                            .count());
        }
        return counts.put("total", nodes.size());
    }
}
