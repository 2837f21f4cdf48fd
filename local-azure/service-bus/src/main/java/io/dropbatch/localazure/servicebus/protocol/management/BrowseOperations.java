package io.dropbatch.localazure.servicebus.protocol.management;

import io.dropbatch.localazure.servicebus.engine.entity.MessageDestination;
import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import io.dropbatch.localazure.servicebus.engine.queue.DeliveredMessage;
import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import io.dropbatch.localazure.servicebus.engine.queue.ReceiveMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Binary;
import org.jspecify.annotations.Nullable;

/** Peeks at messages, and receives deferred ones by number. */
final class BrowseOperations {
    private static final int MOST = 1000;

    private final MessageQueue queue;
    private final @Nullable MessageDestination destination;

    BrowseOperations(MessageQueue queue, @Nullable MessageDestination destination) {
        this.queue = queue;
        this.destination = destination;
    }

    Map<String, ManagementOperation> all() {
        return Map.of("peek-message", this::peek, "receive-by-sequence-number", this::receive);
    }

    private CompletableFuture<ControlReply> peek(RequestArguments body) {
        int count = Math.clamp(body.number("message-count"), 1, MOST);
        List<Map<String, Object>> found = messages(body.number("from-sequence-number"), count, body.text("session-id"))
                .map(message -> entry(DeliveredMessage.unlocked(message)))
                .toList();
        return CompletableFuture.completedFuture(
                found.isEmpty()
                        ? ControlReply.status(204, "No messages from this number on")
                        : ControlReply.ok(Map.of("messages", found)));
    }

    private Stream<StoredMessage> messages(long from, int count, @Nullable String sessionId) {
        Stream<StoredMessage> active = queue.peek(from, count, sessionId).stream();
        Stream<StoredMessage> scheduled =
                destination == null || sessionId != null ? Stream.empty() : destination.peekScheduled(from).stream();
        return Stream.concat(active, scheduled)
                .sorted(Comparator.comparingLong(StoredMessage::sequenceNumber))
                .limit(count);
    }

    private CompletableFuture<ControlReply> receive(RequestArguments body) {
        ReceiveMode mode =
                body.number("receiver-settle-mode") == 0 ? ReceiveMode.RECEIVE_AND_DELETE : ReceiveMode.PEEK_LOCK;
        List<Map<String, Object>> taken = queue.receiveDeferred(body.numbers("sequence-numbers"), mode).stream()
                .map(BrowseOperations::entry)
                .toList();
        return CompletableFuture.completedFuture(ControlReply.ok(Map.of("messages", taken)));
    }

    private static Map<String, Object> entry(DeliveredMessage delivered) {
        Map<String, Object> entry = new HashMap<>();
        entry.put("message", new Binary(delivered.encodeWithToken()));
        if (delivered.token() != null) {
            entry.put("lock-token", delivered.token().value());
        }
        return entry;
    }
}
