package io.dropbatch.localazure.servicebus.protocol;

import io.dropbatch.localazure.servicebus.engine.queue.LockToken;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lock tokens as delivery tags: 16 bytes in the order of a .NET Guid, which is how the SDKs read them. */
final class LockTokenTag {
    private static final int[] ORDER = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

    private LockTokenTag() {}

    static byte[] tag(LockToken token) {
        UUID uuid = token.value();
        byte[] straight = ByteBuffer.allocate(ORDER.length)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return reordered(straight);
    }

    /** The token of a tag; null when the broker did not make the tag. */
    static @Nullable LockToken token(byte[] tag) {
        if (tag.length != ORDER.length) {
            return null;
        }
        ByteBuffer straight = ByteBuffer.wrap(reordered(tag));
        return new LockToken(new UUID(straight.getLong(), straight.getLong()));
    }

    private static byte[] reordered(byte[] bytes) {
        byte[] result = new byte[ORDER.length];
        for (int i = 0; i < ORDER.length; i++) {
            result[i] = bytes[ORDER[i]];
        }
        return result;
    }
}
