package io.dropbatch.planning.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes a .tar.gz as a user might upload it, also a malformed one; it does not use the machine's tar. */
final class TarArchive {

    private static final int BLOCK = 512;
    private static final int NAME = 0;
    private static final int MODE = 100;
    private static final int SIZE = 124;
    private static final int TIME = 136;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int MAGIC = 257;

    private final ByteArrayOutputStream blocks = new ByteArrayOutputStream();

    TarArchive file(String path, String content) {
        return file(path, "0000644", content.getBytes(StandardCharsets.UTF_8));
    }

    TarArchive program(String path, String content) {
        return file(path, "0000755", content.getBytes(StandardCharsets.UTF_8));
    }

    TarArchive file(String path, byte[] content) {
        return file(path, "0000644", content);
    }

    TarArchive link(String path, Path target) {
        return entry(path, "0000777", '2', target.toString(), new byte[0]);
    }

    byte[] gzipped() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            blocks.writeTo(gzip);
            gzip.write(new byte[2 * BLOCK]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private TarArchive file(String path, String mode, byte[] content) {
        return entry(path, mode, '0', "", content);
    }

    private TarArchive entry(String path, String mode, char type, String link, byte[] content) {
        byte[] header = new byte[BLOCK];
        put(header, NAME, path);
        put(header, MODE, mode);
        put(header, SIZE, "%011o".formatted(content.length));
        put(header, TIME, "%011o".formatted(0));
        put(header, CHECKSUM, " ".repeat(8));
        put(header, TYPE, String.valueOf(type));
        put(header, LINK, link);
        put(header, MAGIC, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += Byte.toUnsignedInt(each);
        }
        put(header, CHECKSUM, "%06o\0 ".formatted(sum));
        blocks.writeBytes(header);
        blocks.writeBytes(content);
        blocks.writeBytes(new byte[Math.floorMod(-content.length, BLOCK)]);
        return this;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
