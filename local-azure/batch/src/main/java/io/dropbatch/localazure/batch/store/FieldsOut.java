package io.dropbatch.localazure.batch.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes fields one after the other; an optional field follows a byte that says whether it is present. */
final class FieldsOut {

    static final byte ABSENT = -1;

    private ByteBuffer buffer = ByteBuffer.allocate(192);

    void putByte(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    void putInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void put(@Nullable Enum<?> constant) {
        putByte(constant == null ? ABSENT : constant.ordinal());
    }

    void put(@Nullable Integer value) {
        putByte(value == null ? ABSENT : 0);
        if (value != null) {
            putInt(value);
        }
    }

    void put(@Nullable Instant value) {
        putByte(value == null ? ABSENT : 0);
        if (value != null) {
            room(Long.BYTES + Integer.BYTES).putLong(value.getEpochSecond()).putInt(value.getNano());
        }
    }

    void put(@Nullable String value) {
        putByte(value == null ? ABSENT : 0);
        if (value != null) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            putInt(bytes.length);
            room(bytes.length).put(bytes);
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int size) {
        if (buffer.remaining() < size) {
            byte[] larger = Arrays.copyOf(buffer.array(), 2 * buffer.capacity() + size);
            buffer = ByteBuffer.wrap(larger).position(buffer.position());
        }
        return buffer;
    }
}
