package io.dropbatch.planning.table;

import io.dropbatch.model.workload.TableEncoding;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The bytes at the beginning of a file that say how its characters are encoded. */
enum ByteOrderMark {
    UTF_8("efbbbf", TableEncoding.UTF_8),
    UTF_16LE("fffe", TableEncoding.UTF_16LE),
    UTF_16BE("feff", TableEncoding.UTF_16BE);

    private static final byte[] UTF_32LE = HexFormat.of().parseHex("fffe0000");
    private static final byte[] UTF_32BE = HexFormat.of().parseHex("0000feff");

    private final byte[] bytes;
    private final TableEncoding encoding;

    ByteOrderMark(String hex, TableEncoding encoding) {
        this.bytes = HexFormat.of().parseHex(hex);
        this.encoding = encoding;
    }

    static Optional<ByteOrderMark> of(byte[] beginning) throws UnreadableTableException {
        if (begins(beginning, UTF_32LE) || begins(beginning, UTF_32BE)) {
            throw new UnreadableTableException("is UTF-32: save it as UTF-8");
        }
        return Arrays.stream(values())
                .filter(mark -> begins(beginning, mark.bytes))
                .findFirst();
    }

    private static boolean begins(byte[] beginning, byte[] mark) {
        return beginning.length >= mark.length && Arrays.equals(mark, 0, mark.length, beginning, 0, mark.length);
    }

    int length() {
        return bytes.length;
    }

    TableEncoding encoding() {
        return encoding;
    }
}
