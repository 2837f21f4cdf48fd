package io.dropbatch.localazure.batch.protocol.operation;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.NodeError;
import io.dropbatch.localazure.batch.engine.model.pool.NodeState;
import io.dropbatch.localazure.batch.engine.node.NodeService;
import io.dropbatch.localazure.batch.engine.pool.PoolService;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that strike nodes at once. */
final class NodeFaults {

    static final List<String> NAMES = List.of("loseNode", "preemptNode", "spoilNode");

    private final PoolService pools;
    private final NodeService nodes;

    NodeFaults(PoolService pools, NodeService nodes) {
        this.nodes = nodes;
        this.pools = pools;
    }

    void strike(String name, RequestDocument how) {
        Pool pool = pools.get(new PoolId(how.text("poolId")));
        Node node = node(pool, how, name.equals("preemptNode"));
        switch (name) {
            case "loseNode" -> pools.lose(pool.id(), node.id());
            case "preemptNode" -> nodes.preempt(pool.id(), node.id(), away(how));
            case "spoilNode" -> nodes.spoil(pool.id(), node.id(), error(how));
            default -> throw new IllegalArgumentException(name);
        }
    }

    /** The named node, or the one with the most running tasks. */
    private Node node(Pool pool, RequestDocument how, boolean spot) {
        String name = how.textOrNull("nodeId");
        if (name != null) {
            return pools.node(pool.id(), new NodeId(name));
        }
        return pool.nodes().values().stream()
                .filter(node -> node.state() != NodeState.LEAVING_POOL && (!spot || !node.dedicated()))
                .max(Comparator.comparing((Node node) -> node.hindrance() == null)
                        .thenComparingInt(Node::runningTasks))
                .orElseThrow(() -> BatchError.of(ErrorCode.NodeNotFound));
    }

    private static @Nullable Duration away(RequestDocument how) {
        return how.has("duration") ? how.duration("duration", Duration.ZERO) : null;
    }

    private static NodeError error(RequestDocument how) {
        return new NodeError(
                how.text("code", "DiskFull"), how.text("message", "The account was told to spoil the node"));
    }
}
