package io.dropbatch.localazure.servicebus.message;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.apache.qpid.proton.codec.WritableBuffer;
import org.jspecify.annotations.Nullable;

/** Converts values to and from AMQP bytes; one coder per thread, since a proton coder holds its buffer. */
public final class AmqpCodec {
    private static final ThreadLocal<AmqpCodec> CODEC = ThreadLocal.withInitial(AmqpCodec::new);
    private static final byte[] NOTHING = {};
    private static final int INITIAL_BYTES = 512;

    private final DecoderImpl decoder = new DecoderImpl();
    private final EncoderImpl encoder = new EncoderImpl(decoder);
    private ByteBuffer scratch = ByteBuffer.allocate(INITIAL_BYTES);

    private AmqpCodec() {
        AMQPDefinedTypes.registerAllTypes(decoder, encoder);
    }

    /** The single value that these bytes encode. */
    public static @Nullable Object decode(byte[] bytes, int start, int end) {
        return CODEC.get().read(bytes, start, end);
    }

    /** The values, encoded one after the other, followed by an already encoded tail. */
    static byte[] encode(List<?> values, byte[] tail, int tailStart) {
        return CODEC.get().write(values, tail, tailStart);
    }

    /** The values, encoded one after the other. */
    public static byte[] encode(List<?> values) {
        return CODEC.get().write(values, NOTHING, 0);
    }

    static byte[] encode(Object value) {
        return CODEC.get().write(List.of(value), NOTHING, 0);
    }

    @SuppressWarnings("NullAway") // proton's code is not annotated: readObject returns null for an AMQP null
    private @Nullable Object read(byte[] bytes, int start, int end) {
        decoder.setBuffer(ReadableBuffer.ByteBufferReader.wrap(ByteBuffer.wrap(bytes, start, end - start)));
        try {
            return decoder.readObject();
        } catch (RuntimeException e) {
            throw new MalformedMessage("a section cannot be decoded: " + e.getMessage(), e);
        } finally {
            decoder.setBuffer(null);
        }
    }

    private byte[] write(List<?> values, byte[] tail, int tailStart) {
        while (true) {
            try {
                scratch.clear();
                encoder.setByteBuffer(WritableBuffer.ByteBufferWrapper.wrap(scratch));
                values.forEach(encoder::writeObject);
                break;
            } catch (java.nio.BufferOverflowException e) {
                scratch = ByteBuffer.allocate(scratch.capacity() * 2);
            }
        }
        int head = scratch.position();
        byte[] bytes = new byte[head + tail.length - tailStart];
        scratch.flip().get(bytes, 0, head);
        System.arraycopy(tail, tailStart, bytes, head, tail.length - tailStart);
        return bytes;
    }
}
