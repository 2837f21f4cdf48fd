package io.dropbatch.bus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import io.dropbatch.model.text.Redaction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/** A message as the bus delivered it: its untouched body, and how it is settled. */
interface BusDelivery {

    byte[] body();

    @Nullable
    String id();

    /** From 1. */
    long attempt();

    /** Since when the message could be received; null where the binder does not say. */
    @Nullable
    Instant availableSince();

    void complete();

    void abandon();

    void deadLetter(String reason, String description);

    static BusDelivery of(Message<?> message) {
        Object context = message.getHeaders().get(BusHeaders.RECEIVED);
        if (context instanceof ServiceBusReceivedMessageContext received) {
            return new FromServiceBus(received, received.getMessage());
        }
        return new Unsettled(message);
    }

    /** A message of the real binder. */
    record FromServiceBus(ServiceBusReceivedMessageContext context, ServiceBusReceivedMessage message)
            implements BusDelivery {

        /** Service Bus refuses longer ones. */
        private static final int LONGEST_DESCRIPTION = 4096;

        @Override
        public byte[] body() {
            return message.getBody().toBytes();
        }

        @Override
        public @Nullable String id() {
            return message.getMessageId();
        }

        @Override
        public long attempt() {
            return message.getDeliveryCount() + 1;
        }

        @Override
        public @Nullable Instant availableSince() {
            @Nullable OffsetDateTime enqueued = message.getEnqueuedTime();
            @Nullable OffsetDateTime due = message.getScheduledEnqueueTime();
            if (enqueued == null) {
                return null;
            }
            // A message for later waits because it was asked to.
            return due != null && due.isAfter(enqueued) ? due.toInstant() : enqueued.toInstant();
        }

        @Override
        public void complete() {
            context.complete();
        }

        @Override
        public void abandon() {
            context.abandon();
        }

        @Override
        public void deadLetter(String reason, String description) {
            String discreet = Redaction.of(description);
            String cut =
                    discreet.length() > LONGEST_DESCRIPTION ? discreet.substring(0, LONGEST_DESCRIPTION) : discreet;
            context.deadLetter(
                    new DeadLetterOptions().setDeadLetterReason(reason).setDeadLetterErrorDescription(cut));
        }
    }

    /** A message of a binder that settles by itself when the function returns or throws, as the test binder does. */
    record Unsettled(Message<?> message) implements BusDelivery {

        @Override
        public byte[] body() {
            Object payload = message.getPayload();
            return payload instanceof byte[] bytes
                    ? bytes
                    : String.valueOf(payload).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public @Nullable String id() {
            Object id = message.getHeaders().get(BusHeaders.MESSAGE_ID);
            return id == null ? null : id.toString();
        }

        @Override
        public long attempt() {
            return 1;
        }

        @Override
        public @Nullable Instant availableSince() {
            return null;
        }

        @Override
        public void complete() {}

        @Override
        public void abandon() {
            throw new IllegalStateException("abandoned");
        }

        @Override
        public void deadLetter(String reason, String description) {
            throw new IllegalStateException(reason + ": " + description);
        }
    }
}
