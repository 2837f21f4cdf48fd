package io.dropbatch.localazure.servicebus.protocol.management;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import java.util.concurrent.CompletableFuture;

/** Accepts the tokens of clients (claims-based security). It accepts any token: the broker listens on loopback only. */
public final class CbsNode implements ControlNode {
    @Override
    public CompletableFuture<ControlReply> handle(ControlRequest request) {
        if (!request.operation().equals("put-token")) {
            return CompletableFuture.failedFuture(new BrokerException(
                    BrokerRefusal.NOT_IMPLEMENTED, "$cbs does not know the operation '" + request.operation() + "'"));
        }
        return CompletableFuture.completedFuture(ControlReply.status(202, "Accepted"));
    }
}
