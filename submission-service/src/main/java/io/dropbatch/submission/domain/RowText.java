package io.dropbatch.submission.domain;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The beginning of a row, up to the length that can become parameters of a task. */
public final class RowText {

    private static final int KEPT = 8 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] bytes = new byte[KEPT];
    private int length;
    private boolean cut;

    void append(byte b) {
        if (length == KEPT) {
            cut = true;
            return;
        }
        bytes[length++] = b;
    }

    void clear() {
        length = 0;
        cut = false;
    }

    void trimLineBreak() {
        if (length > 0 && bytes[length - 1] == '\r') {
            length--;
        }
    }

    /** Whether all there is so far is a byte order mark, or the beginning of one. */
    boolean isByteOrderMark() {
        return length <= 3 && Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length);
    }

    /** The fields of a CSV row; empty when the row is too long or is not UTF-8. */
    public Optional<List<String>> fields() {
        if (cut) {
            return Optional.empty();
        }
        int from = length >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3) ? 3 : 0;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length - from))
                    .toString();
            return Optional.of(split(text));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static List<String> split(String row) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean start = true;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            if (quoted && c == '"' && i + 1 < row.length() && row.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"' && (quoted || start)) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
                start = true;
                continue;
            } else {
                field.append(c);
            }
            start = false;
        }
        fields.add(field.toString());
        return fields;
    }
}
