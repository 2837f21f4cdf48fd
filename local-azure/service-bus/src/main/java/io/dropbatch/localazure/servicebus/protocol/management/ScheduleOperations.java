package io.dropbatch.localazure.servicebus.protocol.management;

import io.dropbatch.localazure.servicebus.engine.entity.MessageDestination;
import io.dropbatch.localazure.servicebus.message.MalformedMessage;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Schedules messages and cancels them. */
final class ScheduleOperations {
    private static final String NUMBERS = "sequence-numbers";

    private final MessageDestination destination;

    ScheduleOperations(MessageDestination destination) {
        this.destination = destination;
    }

    Map<String, ManagementOperation> all() {
        return Map.of("schedule-message", this::schedule, "cancel-scheduled-message", this::cancel);
    }

    private CompletableFuture<ControlReply> schedule(RequestArguments body) {
        List<MessageContent> messages =
                body.maps("messages").stream().map(ScheduleOperations::message).toList();
        // proton cannot encode a primitive array inside a map.
        return destination
                .schedule(messages)
                .thenApply(numbers -> ControlReply.ok(Map.of(NUMBERS, numbers.toArray(Long[]::new))));
    }

    private CompletableFuture<ControlReply> cancel(RequestArguments body) {
        return destination.cancel(body.numbers(NUMBERS)).thenApply(done -> ControlReply.ok(Map.of()));
    }

    private static MessageContent message(RequestArguments entry) {
        byte[] encoded = entry.bytes("message");
        if (encoded == null) {
            throw new MalformedMessage("a message to schedule has no content");
        }
        return MessageContent.parse(encoded);
    }
}
