package io.dropbatch.localazure.batch.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.Faults;
import io.dropbatch.localazure.batch.engine.NodeId;
import io.dropbatch.localazure.batch.engine.Pool;
import io.dropbatch.localazure.batch.engine.PoolId;
import io.dropbatch.localazure.batch.engine.Pools;
import java.util.Comparator;

/** The door by which tests make the account misbehave; Azure has none. */
final class FaultOperations {

    static final String PATH = "/_faults";
    private static final int MOST = 1_000_000;

    private final Faults faults;
    private final Pools pools;

    FaultOperations(Faults faults, Pools pools) {
        this.faults = faults;
        this.pools = pools;
    }

    Answer answer(Call call) {
        if (call.method().equals("POST")) {
            arm(call.document());
        } else if (!call.method().equals("GET")) {
            throw BatchError.of(ErrorCode.UnsupportedHttpVerb);
        }
        ObjectNode armed = Json.object();
        for (Faults.Kind kind : Faults.Kind.values()) {
            armed.put(property(kind), faults.left(kind));
        }
        return Answer.json(armed);
    }

    private void arm(Document request) {
        for (Faults.Kind kind : Faults.Kind.values()) {
            if (request.has(property(kind))) {
                faults.arm(kind, request.integer(property(kind), 0, 0, MOST));
            }
        }
        request.object("loseNode").ifPresent(this::lose);
    }

    /** The named node, or the one with the most to lose. */
    private void lose(Document request) {
        Pool pool = pools.get(new PoolId(request.text("poolId")));
        String node = request.textOrNull("nodeId");
        NodeId lost = node != null
                ? new NodeId(node)
                : pool.nodes().values().stream()
                        .max(Comparator.comparingInt(candidate -> candidate.runningTasks()))
                        .orElseThrow(() -> BatchError.of(ErrorCode.NodeNotFound))
                        .id();
        pools.lose(pool.id(), lost);
    }

    private static String property(Faults.Kind kind) {
        return switch (kind) {
            case THROTTLE -> "throttle";
            case UNAVAILABLE -> "unavailable";
            case SERVER_ERROR -> "serverError";
            case DOWNLOAD -> "failDownload";
            case UPLOAD -> "failUpload";
            case PREPARATION -> "failPreparation";
        };
    }
}
