package io.dropbatch.localazure.servicebus.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;
import java.util.Map;

/**
 * Writes the null fields at the end of a frame's list, which AMQP lets a sender leave out and proton leaves out. Azure
 * writes them, and Python's client finds a field by its index, and what a transfer carries after the last of them.
 */
final class FrameCompletion extends MessageToByteEncoder<ByteBuf> {
    /** By how much a frame may grow: the missing fields, and the long form of its list. */
    static final int MOST_ADDED_BYTES = 32;

    // From open to close by their descriptors: how many fields each has (AMQP 1.0 part 2.7).
    private static final Map<Integer, Integer> FIELDS =
            Map.of(0x10, 10, 0x11, 8, 0x12, 14, 0x13, 11, 0x14, 11, 0x15, 6, 0x16, 3, 0x17, 1, 0x18, 1);
    private static final int PROTOCOL_NAME = 0x414d5150;
    private static final int HEADER_BYTES = 8;
    private static final int DESCRIPTOR_BYTES = 3;
    private static final int WORD = 4;
    private static final int NULL = 0x40;

    private final ByteBuf waiting = Unpooled.buffer();
    private long untouched;
    private int maxFrameBytes = Integer.MAX_VALUE;

    /**
     * What the client accepts; a frame that would grow beyond it stays as it is. Called on the connection's thread.
     *
     * @param bytes as an unsigned number: the largest one is -1
     */
    void limit(int bytes) {
        maxFrameBytes = bytes < 0 ? Integer.MAX_VALUE : bytes;
    }

    @Override
    protected void encode(ChannelHandlerContext context, ByteBuf bytes, ByteBuf out) {
        waiting.writeBytes(bytes);
        boolean more = true;
        while (more) {
            passOn(out);
            more = waiting.readableBytes() >= HEADER_BYTES && begin(out);
        }
        waiting.discardReadBytes();
    }

    private void passOn(ByteBuf out) {
        int now = (int) Math.min(untouched, waiting.readableBytes());
        out.writeBytes(waiting, now);
        untouched -= now;
    }

    /** Begins a frame; false when too little of it is there. */
    private boolean begin(ByteBuf out) {
        int start = waiting.readerIndex();
        int size = waiting.getInt(start);
        int body = waiting.getUnsignedByte(start + WORD) * WORD;
        boolean sasl = waiting.getByte(start + WORD + 1) != 0;
        if (size == PROTOCOL_NAME) {
            untouched = HEADER_BYTES;
            return true;
        }
        if (sasl || size <= body || size > maxFrameBytes - MOST_ADDED_BYTES) {
            untouched = size;
            return true;
        }
        if (waiting.readableBytes() < Math.min(size, body + DESCRIPTOR_BYTES + FieldList.LONG_HEADER_BYTES)) {
            return false;
        }
        FieldList list = FieldList.at(waiting, start + body + DESCRIPTOR_BYTES);
        if (list.end() > waiting.writerIndex()) {
            return false;
        }
        int code = waiting.getUnsignedByte(start + body + DESCRIPTOR_BYTES - 1);
        complete(list, FIELDS.getOrDefault(code, 0) - list.count(), out);
        untouched = size - (list.end() - (long) start);
        return true;
    }

    private void complete(FieldList list, int missing, ByteBuf out) {
        int start = waiting.readerIndex();
        int length = list.end() - list.first() + Math.max(missing, 0);
        int header = FieldList.headerBytes(length);
        out.writeInt(waiting.getInt(start) - (list.end() - list.start()) + header + length);
        out.writeBytes(waiting, start + WORD, list.start() - start - WORD);
        FieldList.writeHeader(out, length, list.count() + Math.max(missing, 0));
        out.writeBytes(waiting, list.first(), list.end() - list.first());
        for (int i = 0; i < missing; i++) {
            out.writeByte(NULL);
        }
        waiting.readerIndex(list.end());
    }

    /** Where the fields of a frame are. */
    private record FieldList(int start, int first, int end, int count) {
        static final int LONG_HEADER_BYTES = 9;
        private static final int SHORT_HEADER_BYTES = 3;
        private static final int EMPTY = 0x45;
        private static final int SHORT = 0xc0;
        private static final int LONG = 0xd0;
        private static final int LARGEST_SHORT = 254;

        static FieldList at(ByteBuf bytes, int start) {
            int form = bytes.getUnsignedByte(start);
            return switch (form) {
                case EMPTY -> new FieldList(start, start + 1, start + 1, 0);
                case SHORT -> {
                    int end = start + 2 + bytes.getUnsignedByte(start + 1);
                    yield new FieldList(start, start + SHORT_HEADER_BYTES, end, bytes.getUnsignedByte(start + 2));
                }
                case LONG -> {
                    int end = start + 1 + WORD + bytes.getInt(start + 1);
                    yield new FieldList(start, start + LONG_HEADER_BYTES, end, bytes.getInt(start + 1 + WORD));
                }
                default -> throw new IllegalStateException("a frame without a list: 0x" + Integer.toHexString(form));
            };
        }

        static int headerBytes(int length) {
            return length <= LARGEST_SHORT ? SHORT_HEADER_BYTES : LONG_HEADER_BYTES;
        }

        static void writeHeader(ByteBuf out, int length, int count) {
            if (length <= LARGEST_SHORT) {
                out.writeByte(SHORT).writeByte(length + 1).writeByte(count);
                return;
            }
            out.writeByte(LONG).writeInt(length + WORD).writeInt(count);
        }
    }
}
