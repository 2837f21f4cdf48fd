package io.dropbatch.planning.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Files that are no text, whatever they are called: known by their first bytes. */
enum FileSignature {
    GZIP("1f8b", "is compressed with gzip: decompress it"),
    ZIP("504b0304", "is a zip archive: unpack it"),
    EMPTY_ZIP("504b0506", "is a zip archive: unpack it"),
    ZSTANDARD("28b52ffd", "is compressed with Zstandard: decompress it"),
    BZIP2("425a68", "is compressed with bzip2: decompress it"),
    XZ("fd377a585a00", "is compressed with xz: decompress it"),
    LZ4("04224d18", "is compressed with LZ4: decompress it"),
    SEVEN_ZIP("377abcaf271c", "is a 7z archive: unpack it"),
    OLD_EXCEL("d0cf11e0a1b11ae1", "is an Excel workbook (.xls): save it as CSV UTF-8"),
    PARQUET("50415231", "is a Parquet file: write it as CSV"),
    ARROW("4152524f5731", "is an Arrow file: write it as CSV"),
    AVRO("4f626a01", "is an Avro file: write it as CSV"),
    SQLITE("53514c69746520666f726d6174203300", "is an SQLite database: write the table as CSV"),
    PDF("255044462d", "is a PDF: save its table as CSV");

    private static final byte[] BZIP2_BLOCK = HexFormat.of().parseHex("314159265359");

    private final byte[] bytes;
    private final String words;

    FileSignature(String hex, String words) {
        this.bytes = HexFormat.of().parseHex(hex);
        this.words = words;
    }

    /** What the file is, and what to do; empty when it may be text. */
    static Optional<String> words(byte[] beginning) {
        for (FileSignature signature : values()) {
            if (signature.begins(beginning)) {
                return Optional.of(signature.words(text(beginning)));
            }
        }
        String start = text(Arrays.copyOf(beginning, Math.min(beginning.length, 200)))
                .strip()
                .toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html") || start.startsWith("<html")
                ? Optional.of("is a web page, perhaps the answer of a server instead of the table: download it again")
                : Optional.empty();
    }

    private boolean begins(byte[] beginning) {
        if (beginning.length < bytes.length || !Arrays.equals(bytes, 0, bytes.length, beginning, 0, bytes.length)) {
            return false;
        }
        // "BZh" could begin a title; a block's own signature follows the digit.
        return this != BZIP2 || beginning.length >= 10 && Arrays.equals(BZIP2_BLOCK, 0, 6, beginning, 4, 10);
    }

    private String words(String beginning) {
        return this == ZIP && (beginning.contains("xl/") || beginning.contains("[Content_Types].xml"))
                ? "is an Excel workbook (.xlsx): save it as CSV UTF-8"
                : words;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
