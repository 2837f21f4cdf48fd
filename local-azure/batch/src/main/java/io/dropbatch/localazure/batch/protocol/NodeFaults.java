package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.Node;
import io.dropbatch.localazure.batch.engine.NodeId;
import io.dropbatch.localazure.batch.engine.Pool;
import io.dropbatch.localazure.batch.engine.PoolId;
import io.dropbatch.localazure.batch.engine.Pools;
import java.util.Comparator;
import java.util.List;

/** What happens to nodes at once. */
final class NodeFaults {

    static final List<String> NAMES = List.of("loseNode");

    private final Pools pools;

    NodeFaults(Pools pools) {
        this.pools = pools;
    }

    void strike(String name, Document how) {
        Pool pool = pools.get(new PoolId(how.text("poolId")));
        Node node = node(pool, how);
        switch (name) {
            case "loseNode" -> pools.lose(pool.id(), node.id());
            default -> throw new IllegalArgumentException(name);
        }
    }

    /** The named node, or the one with the most to lose. */
    private Node node(Pool pool, Document how) {
        String name = how.textOrNull("nodeId");
        if (name != null) {
            return pools.node(pool.id(), new NodeId(name));
        }
        return pool.nodes().values().stream()
                .max(Comparator.comparingInt(Node::runningTasks))
                .orElseThrow(() -> BatchError.of(ErrorCode.NodeNotFound));
    }
}
