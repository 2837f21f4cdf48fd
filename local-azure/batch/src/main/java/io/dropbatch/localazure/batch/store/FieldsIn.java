package io.dropbatch.localazure.batch.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FieldsOut} wrote, in the same order. */
final class FieldsIn {

    private final ByteBuffer buffer;

    FieldsIn(byte[] record) {
        buffer = ByteBuffer.wrap(record);
    }

    byte getByte() {
        return buffer.get();
    }

    int getInt() {
        return buffer.getInt();
    }

    <E extends Enum<E>> @Nullable E constant(E[] values) {
        byte ordinal = getByte();
        return ordinal == FieldsOut.ABSENT ? null : values[ordinal];
    }

    @Nullable
    Integer integer() {
        return absent() ? null : Integer.valueOf(getInt());
    }

    @Nullable
    Instant instant() {
        return absent() ? null : Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
    }

    @Nullable
    String text() {
        if (absent()) {
            return null;
        }
        byte[] bytes = new byte[getInt()];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private boolean absent() {
        return getByte() == FieldsOut.ABSENT;
    }
}
