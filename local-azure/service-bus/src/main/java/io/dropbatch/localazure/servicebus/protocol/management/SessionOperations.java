package io.dropbatch.localazure.servicebus.protocol.management;

import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.qpid.proton.amqp.Binary;

/** Extends session locks, and reads and writes the session state. */
final class SessionOperations {
    private static final String SESSION = "session-id";
    private static final String STATE = "session-state";

    private final MessageQueue queue;

    SessionOperations(MessageQueue queue) {
        this.queue = queue;
    }

    Map<String, ManagementOperation> all() {
        return Map.of(
                "renew-session-lock", this::renew, "get-session-state", this::read, "set-session-state", this::write);
    }

    private CompletableFuture<ControlReply> renew(RequestArguments body) {
        Date until = Date.from(queue.renewSession(body.requiredText(SESSION)));
        return CompletableFuture.completedFuture(ControlReply.ok(Map.of("expiration", until)));
    }

    private CompletableFuture<ControlReply> read(RequestArguments body) {
        byte[] state = queue.sessionState(body.requiredText(SESSION));
        Map<String, Object> reply = new HashMap<>();
        reply.put(STATE, state == null ? null : new Binary(state));
        return CompletableFuture.completedFuture(ControlReply.ok(reply));
    }

    private CompletableFuture<ControlReply> write(RequestArguments body) {
        return queue.setSessionState(body.requiredText(SESSION), body.bytes(STATE))
                .thenApply(done -> ControlReply.ok(Map.of()));
    }
}
