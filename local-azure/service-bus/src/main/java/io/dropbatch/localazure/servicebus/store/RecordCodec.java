package io.dropbatch.localazure.servicebus.store;

import io.dropbatch.localazure.servicebus.engine.EntityName;
import io.dropbatch.localazure.servicebus.engine.log.DuplicateMark;
import io.dropbatch.localazure.servicebus.engine.log.LogChange;
import io.dropbatch.localazure.servicebus.engine.log.LogRecord;
import io.dropbatch.localazure.servicebus.engine.log.MessageIdHash;
import io.dropbatch.localazure.servicebus.engine.log.SequenceMark;
import io.dropbatch.localazure.servicebus.engine.log.SessionState;
import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import io.dropbatch.localazure.servicebus.message.MessageState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Encodes and decodes records. Existing journals use these layouts: a changed layout needs a new type number. */
final class RecordCodec {
    static final byte MESSAGE = 1;
    static final byte DUPLICATE = 2;
    static final byte SEQUENCE = 3;
    static final byte SESSION = 4;
    static final byte RECOUNT = 5;

    private static final long NEVER = Long.MIN_VALUE;
    private static final int MESSAGE_FIXED = 5 * Long.BYTES + Integer.BYTES + 1 + 2 * Integer.BYTES;

    private RecordCodec() {}

    static byte type(LogRecord entry) {
        return switch (entry) {
            case StoredMessage message -> MESSAGE;
            case DuplicateMark mark -> DUPLICATE;
            case SequenceMark mark -> SEQUENCE;
            case SessionState state -> SESSION;
        };
    }

    static byte[] encode(LogRecord entry) {
        byte[] entity = bytes(entry.entity().value());
        return switch (entry) {
            case StoredMessage message -> message(entity, message);
            case DuplicateMark mark ->
                start(entity, 3 * Long.BYTES)
                        .putLong(mark.messageId().high())
                        .putLong(mark.messageId().low())
                        .putLong(mark.forgottenAt().toEpochMilli())
                        .array();
            case SequenceMark mark ->
                start(entity, Long.BYTES).putLong(mark.reservedUpTo()).array();
            case SessionState state -> session(entity, state);
        };
    }

    static byte[] encode(LogChange.Recount change) {
        return ByteBuffer.allocate(Integer.BYTES + 1)
                .putInt(change.deliveryCount())
                .put((byte) change.state().ordinal())
                .array();
    }

    static LogRecord decode(long recordId, byte type, byte[] data) {
        ByteBuffer in = ByteBuffer.wrap(data);
        EntityName entity = new EntityName(text(in));
        return switch (type) {
            case MESSAGE -> message(recordId, entity, in);
            case DUPLICATE ->
                new DuplicateMark(
                        recordId,
                        entity,
                        new MessageIdHash(in.getLong(), in.getLong()),
                        Instant.ofEpochMilli(in.getLong()));
            case SEQUENCE -> new SequenceMark(recordId, entity, in.getLong());
            case SESSION -> new SessionState(recordId, entity, text(in), block(in));
            default -> throw new IllegalStateException("the journal holds a record of unknown type " + type);
        };
    }

    static StoredMessage recounted(StoredMessage message, byte[] data) {
        ByteBuffer in = ByteBuffer.wrap(data);
        return message.recounted(in.getInt(), state(in.get()));
    }

    private static byte[] message(byte[] entity, StoredMessage message) {
        byte[] content = message.content().encoded();
        byte[] source = message.deadLetterSource() == null ? new byte[0] : bytes(message.deadLetterSource());
        ByteBuffer out = start(entity, MESSAGE_FIXED + source.length + content.length);
        out.putLong(message.sequenceNumber());
        out.putLong(message.enqueuedSequenceNumber());
        out.putLong(message.enqueuedAt().toEpochMilli());
        out.putLong(millis(message.expiresAt()));
        out.putLong(millis(message.scheduledFor()));
        out.putInt(message.deliveryCount());
        out.put((byte) message.state().ordinal());
        putBlock(out, source);
        putBlock(out, content);
        return out.array();
    }

    private static StoredMessage message(long recordId, EntityName entity, ByteBuffer in) {
        long sequenceNumber = in.getLong();
        long enqueuedSequenceNumber = in.getLong();
        Instant enqueuedAt = Instant.ofEpochMilli(in.getLong());
        Instant expiresAt = instant(in.getLong());
        Instant scheduledFor = instant(in.getLong());
        int deliveryCount = in.getInt();
        MessageState state = state(in.get());
        String source = text(in);
        return new StoredMessage(
                recordId,
                entity,
                sequenceNumber,
                enqueuedSequenceNumber,
                enqueuedAt,
                expiresAt,
                scheduledFor,
                deliveryCount,
                state,
                source.isEmpty() ? null : source,
                MessageContent.parse(block(in)));
    }

    private static byte[] session(byte[] entity, SessionState state) {
        byte[] id = bytes(state.sessionId());
        ByteBuffer out = start(entity, 2 * Integer.BYTES + id.length + state.state().length);
        putBlock(out, id);
        putBlock(out, state.state());
        return out.array();
    }

    private static ByteBuffer start(byte[] entity, int rest) {
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + entity.length + rest);
        putBlock(out, entity);
        return out;
    }

    private static void putBlock(ByteBuffer out, byte[] block) {
        out.putInt(block.length).put(block);
    }

    private static byte[] block(ByteBuffer in) {
        byte[] block = new byte[in.getInt()];
        in.get(block);
        return block;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer in) {
        return new String(block(in), StandardCharsets.UTF_8);
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? NEVER : time.toEpochMilli();
    }

    private static @Nullable Instant instant(long millis) {
        return millis == NEVER ? null : Instant.ofEpochMilli(millis);
    }

    private static MessageState state(byte ordinal) {
        return MessageState.values()[ordinal];
    }
}
