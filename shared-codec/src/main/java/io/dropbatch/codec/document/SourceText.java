package io.dropbatch.codec.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a document as UTF-8 without a mark: editors and shells on Windows also write UTF-16 and byte order marks.
 */
final class SourceText {

    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] UTF_16LE_MARK = {(byte) 0xFF, (byte) 0xFE};
    private static final byte[] UTF_16BE_MARK = {(byte) 0xFE, (byte) 0xFF};
    private static final byte[] GZIP = {0x1F, (byte) 0x8B};
    private static final int CHARACTERS = 8192;

    private SourceText() {}

    /** @throws DocumentException when the bytes are no text in UTF-8 or UTF-16; it names the line */
    static byte[] utf8(byte[] bytes) throws DocumentException {
        if (startsWith(bytes, GZIP)) {
            throw new DocumentException(
                    SourcePosition.START, "the file is compressed (gzip): upload it as it was before");
        }
        byte[] text = withoutMark(bytes);
        refuseOtherEncodings(text);
        return text;
    }

    private static byte[] withoutMark(byte[] bytes) {
        if (startsWith(bytes, UTF_8_MARK)) {
            return Arrays.copyOfRange(bytes, UTF_8_MARK.length, bytes.length);
        }
        if (startsWith(bytes, UTF_16LE_MARK)) {
            return recoded(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, UTF_16BE_MARK)) {
            return recoded(bytes, 2, StandardCharsets.UTF_16BE);
        }
        // Documents begin with an ASCII character, which has one zero byte in UTF-16.
        if (bytes.length > 1 && bytes[0] != 0 && bytes[1] == 0) {
            return recoded(bytes, 0, StandardCharsets.UTF_16LE);
        }
        if (bytes.length > 1 && bytes[0] == 0 && bytes[1] != 0) {
            return recoded(bytes, 0, StandardCharsets.UTF_16BE);
        }
        return bytes;
    }

    private static byte[] recoded(byte[] bytes, int from, Charset charset) {
        return new String(bytes, from, bytes.length - from, charset).getBytes(StandardCharsets.UTF_8);
    }

    private static void refuseOtherEncodings(byte[] bytes) throws DocumentException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(CHARACTERS);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        if (result.isError()) {
            throw new DocumentException(
                    place(bytes, in.position()),
                    "the file is not text in UTF-8 (byte 0x%02X): save it as UTF-8"
                            .formatted(Byte.toUnsignedInt(bytes[in.position()])));
        }
    }

    private static SourcePosition place(byte[] bytes, int at) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < at; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
            column = bytes[i] == '\n' ? 1 : column + 1;
        }
        return new SourcePosition(line, column);
    }

    private static boolean startsWith(byte[] bytes, byte[] head) {
        return bytes.length >= head.length && Arrays.equals(bytes, 0, head.length, head, 0, head.length);
    }
}
