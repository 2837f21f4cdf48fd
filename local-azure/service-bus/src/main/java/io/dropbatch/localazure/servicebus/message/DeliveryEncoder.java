package io.dropbatch.localazure.servicebus.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.DeliveryAnnotations;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;

/**
 * Encodes a message for receivers: a new header and annotations before the sender's bytes (types as the SDKs cast
 * them).
 */
public final class DeliveryEncoder {
    private static final Symbol SEQUENCE_NUMBER = Symbol.valueOf("x-opt-sequence-number");
    private static final Symbol ENQUEUED_SEQUENCE_NUMBER = Symbol.valueOf("x-opt-enqueue-sequence-number");
    private static final Symbol ENQUEUED_TIME = Symbol.valueOf("x-opt-enqueued-time");
    private static final Symbol LOCK_TOKEN = Symbol.valueOf("x-opt-lock-token");
    private static final Symbol LOCKED_UNTIL = Symbol.valueOf("x-opt-locked-until");
    private static final Symbol STATE = Symbol.valueOf("x-opt-message-state");
    private static final Symbol DEAD_LETTER_SOURCE = Symbol.valueOf("x-opt-deadletter-source");
    private static final long FOREVER = 0xFFFF_FFFFL;

    private DeliveryEncoder() {}

    public static byte[] encode(MessageContent content, BrokerFacts facts) {
        List<Object> head = new ArrayList<>(List.of(header(content, facts)));
        if (facts.lockToken() != null) {
            head.add(new DeliveryAnnotations(Map.of(LOCK_TOKEN, facts.lockToken())));
        }
        head.add(annotations(content, facts));
        return AmqpCodec.encode(head, content.encoded(), content.bareStart());
    }

    private static Header header(MessageContent content, BrokerFacts facts) {
        Header header = new Header();
        header.setDurable(true);
        header.setPriority(content.priority());
        header.setTtl(UnsignedInteger.valueOf(timeToLive(facts)));
        header.setFirstAcquirer(facts.deliveryCount() == 0);
        header.setDeliveryCount(UnsignedInteger.valueOf(facts.deliveryCount()));
        return header;
    }

    private static long timeToLive(BrokerFacts facts) {
        if (facts.expiresAt() == null) {
            return FOREVER;
        }
        return Math.clamp(
                Duration.between(facts.enqueuedAt(), facts.expiresAt()).toMillis(), 0, FOREVER);
    }

    private static MessageAnnotations annotations(MessageContent content, BrokerFacts facts) {
        Map<Symbol, Object> notes = new HashMap<>(content.annotations());
        notes.put(SEQUENCE_NUMBER, facts.sequenceNumber());
        notes.put(ENQUEUED_SEQUENCE_NUMBER, facts.enqueuedSequenceNumber());
        notes.put(ENQUEUED_TIME, Date.from(facts.enqueuedAt()));
        notes.put(STATE, facts.state().ordinal());
        if (facts.lockedUntil() != null) {
            notes.put(LOCKED_UNTIL, Date.from(facts.lockedUntil()));
        }
        if (facts.deadLetterSource() != null) {
            notes.put(DEAD_LETTER_SOURCE, facts.deadLetterSource());
        }
        return new MessageAnnotations(notes);
    }
}
