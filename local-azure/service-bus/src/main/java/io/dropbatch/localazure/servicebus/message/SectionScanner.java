package io.dropbatch.localazure.servicebus.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.jspecify.annotations.Nullable;

/** Finds the sections of an encoded message without decoding their values (encodings: AMQP 1.0 part 1.6). */
final class SectionScanner {
    private static final int DESCRIBED = 0x00;
    private static final int SMALL_ULONG = 0x53;
    private static final int ULONG = 0x80;
    private static final int FIRST = MessageSection.HEADER;
    private static final int LAST = 0x78;
    private static final int MAX_DESCRIPTORS = 8;

    private final ByteBuffer bytes;

    private SectionScanner(byte[] encoded) {
        this.bytes = ByteBuffer.wrap(encoded);
    }

    static List<MessageSection> scan(byte[] encoded) {
        return new SectionScanner(encoded).sections();
    }

    /** The properties, of bytes whose sections after them need not be readable; null when they have none. */
    static @Nullable Properties properties(byte[] encoded) {
        SectionScanner scanner = new SectionScanner(encoded);
        try {
            while (scanner.bytes.hasRemaining()) {
                MessageSection section = scanner.section();
                if (section.code() == MessageSection.PROPERTIES) {
                    return (Properties) AmqpCodec.decode(encoded, section.start(), section.end());
                }
            }
        } catch (MalformedMessage e) {
            return null;
        }
        return null;
    }

    /** The content of a Data section: the bytes of the binary that is its value. */
    static byte[] binary(byte[] encoded, MessageSection section) {
        SectionScanner scanner = new SectionScanner(encoded);
        scanner.bytes.position(section.valueStart());
        int length = switch (scanner.unsignedByte()) {
            case 0xa0 -> scanner.unsignedByte();
            case 0xb0 -> scanner.length();
            default -> throw new MalformedMessage("a data section holds no binary");
        };
        scanner.require(length);
        byte[] content = new byte[length];
        scanner.bytes.get(content);
        return content;
    }

    private List<MessageSection> sections() {
        List<MessageSection> found = new ArrayList<>(6);
        while (bytes.hasRemaining()) {
            found.add(section());
        }
        return found;
    }

    private MessageSection section() {
        int start = bytes.position();
        if (unsignedByte() != DESCRIBED) {
            throw new MalformedMessage("a section does not start with a descriptor");
        }
        int code = descriptor();
        int valueStart = bytes.position();
        skipValue(0);
        return new MessageSection(code, start, valueStart, bytes.position());
    }

    private int descriptor() {
        long code = switch (unsignedByte()) {
            case SMALL_ULONG -> unsignedByte();
            case ULONG -> {
                require(8);
                yield bytes.getLong();
            }
            default -> throw new MalformedMessage("a section's descriptor is not an unsigned long");
        };
        if (code < FIRST || code > LAST) {
            throw new MalformedMessage("unknown section 0x" + Long.toHexString(code));
        }
        return (int) code;
    }

    private void skipValue(int depth) {
        if (depth > MAX_DESCRIPTORS) {
            throw new MalformedMessage("descriptors are nested too deeply");
        }
        int constructor = unsignedByte();
        if (constructor == DESCRIBED) {
            skipValue(depth + 1);
            skipValue(depth + 1);
            return;
        }
        skip(width(constructor));
    }

    private int width(int constructor) {
        return switch (constructor >> 4) {
            case 0x4 -> 0;
            case 0x5 -> 1;
            case 0x6 -> 2;
            case 0x7 -> 4;
            case 0x8 -> 8;
            case 0x9 -> 16;
            case 0xa, 0xc, 0xe -> unsignedByte();
            case 0xb, 0xd, 0xf -> length();
            default -> throw new MalformedMessage("unknown encoding 0x" + Integer.toHexString(constructor));
        };
    }

    private void skip(int count) {
        require(count);
        bytes.position(bytes.position() + count);
    }

    private int length() {
        require(4);
        return bytes.getInt();
    }

    private int unsignedByte() {
        require(1);
        return bytes.get() & 0xff;
    }

    private void require(int count) {
        if (count < 0 || bytes.remaining() < count) {
            throw new MalformedMessage("the message ends inside a section");
        }
    }
}
