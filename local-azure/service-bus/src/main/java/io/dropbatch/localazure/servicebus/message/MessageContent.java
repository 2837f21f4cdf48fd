package io.dropbatch.localazure.servicebus.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedByte;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.jspecify.annotations.Nullable;

/** A sender's message: its encoded bytes and the decoded parts that the broker uses. Immutable. */
public final class MessageContent {
    private static final Symbol SCHEDULED = Symbol.valueOf("x-opt-scheduled-enqueue-time");

    private final byte[] encoded;
    private final int bareStart;
    private final @Nullable MessageSection applicationSection;
    private final @Nullable Header header;
    private final Map<Symbol, Object> annotations;
    private final SystemProperties properties;
    private volatile @Nullable Map<String, Object> applicationProperties;

    private MessageContent(byte[] encoded, List<MessageSection> sections) {
        this.encoded = encoded;
        int bare = encoded.length;
        MessageSection application = null;
        Header head = null;
        Map<Symbol, Object> notes = Map.of();
        SystemProperties system = SystemProperties.NONE;
        for (MessageSection section : sections) {
            if (section.isBare()) {
                bare = Math.min(bare, section.start());
            }
            switch (section.code()) {
                case MessageSection.HEADER -> head = value(section, Header.class);
                case MessageSection.MESSAGE_ANNOTATIONS -> notes = annotations(section);
                case MessageSection.PROPERTIES -> system = SystemProperties.of(value(section, Properties.class));
                case MessageSection.APPLICATION_PROPERTIES -> application = section;
                default -> {}
            }
        }
        this.bareStart = bare;
        this.applicationSection = application;
        this.header = head;
        this.annotations = notes;
        this.properties = system;
    }

    /** The properties of bytes that are no whole message, as far as they can be read. */
    public static @Nullable Properties readableProperties(byte[] encoded) {
        return SectionScanner.properties(encoded);
    }

    /** Reads an encoded message; the array must not be changed afterwards. */
    public static MessageContent parse(byte[] encoded) {
        return new MessageContent(encoded, SectionScanner.scan(encoded));
    }

    /** The whole encoded message; it can be parsed again. */
    public byte[] encoded() {
        return encoded;
    }

    /** The offset in {@link #encoded()} of the part that receivers get unchanged. */
    int bareStart() {
        return bareStart;
    }

    public int size() {
        return encoded.length;
    }

    public SystemProperties properties() {
        return properties;
    }

    Map<Symbol, Object> annotations() {
        return annotations;
    }

    @Nullable
    UnsignedByte priority() {
        return header == null ? null : header.getPriority();
    }

    /** The sender's time to live for the message; null when it set none. */
    public @Nullable Duration timeToLive() {
        if (header == null || header.getTtl() == null) {
            return null;
        }
        return Duration.ofMillis(header.getTtl().longValue());
    }

    /** When the message becomes visible, as the sender asked; null for now. */
    public @Nullable Instant scheduledFor() {
        return annotations.get(SCHEDULED) instanceof Date date ? date.toInstant() : null;
    }

    /** The sender's own properties, decoded when they are first asked for. */
    public Map<String, Object> applicationProperties() {
        Map<String, Object> known = applicationProperties;
        if (known == null) {
            known = readApplicationProperties();
            applicationProperties = known;
        }
        return known;
    }

    /** The same message with these application properties added or replaced. */
    public MessageContent withApplicationProperties(Map<String, Object> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        Map<String, Object> merged = new LinkedHashMap<>(applicationProperties());
        merged.putAll(changes);
        return parse(
                replaced(MessageSection.APPLICATION_PROPERTIES, AmqpCodec.encode(new ApplicationProperties(merged))));
    }

    /** The same message with this id. */
    public MessageContent withMessageId(String messageId) {
        Properties changed = new Properties();
        for (MessageSection section : SectionScanner.scan(encoded)) {
            if (section.code() == MessageSection.PROPERTIES) {
                changed = value(section, Properties.class);
            }
        }
        changed.setMessageId(messageId);
        return parse(replaced(MessageSection.PROPERTIES, AmqpCodec.encode(changed)));
    }

    /** The same message without a schedule. */
    public MessageContent withoutSchedule() {
        if (!annotations.containsKey(SCHEDULED)) {
            return this;
        }
        Map<Symbol, Object> kept = new HashMap<>(annotations);
        kept.remove(SCHEDULED);
        return parse(replaced(MessageSection.MESSAGE_ANNOTATIONS, AmqpCodec.encode(new MessageAnnotations(kept))));
    }

    /** The encoded message with one section replaced, or inserted at its place in the order of sections. */
    private byte[] replaced(int code, byte[] replacement) {
        int from = encoded.length;
        int to = encoded.length;
        for (MessageSection section : SectionScanner.scan(encoded)) {
            if (section.code() >= code) {
                from = section.start();
                to = section.code() == code ? section.end() : section.start();
                break;
            }
        }
        byte[] result = new byte[from + replacement.length + encoded.length - to];
        System.arraycopy(encoded, 0, result, 0, from);
        System.arraycopy(replacement, 0, result, from, replacement.length);
        System.arraycopy(encoded, to, result, from + replacement.length, encoded.length - to);
        return result;
    }

    private Map<String, Object> readApplicationProperties() {
        if (applicationSection == null) {
            return Map.of();
        }
        Map<String, Object> read =
                value(applicationSection, ApplicationProperties.class).getValue();
        return read == null ? Map.of() : read;
    }

    private Map<Symbol, Object> annotations(MessageSection section) {
        Map<Symbol, Object> read = value(section, MessageAnnotations.class).getValue();
        return read == null ? Map.of() : read;
    }

    private <T> T value(MessageSection section, Class<T> type) {
        Object value = AmqpCodec.decode(encoded, section.start(), section.end());
        if (!type.isInstance(value)) {
            throw new MalformedMessage("a section holds no " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
