package io.dropbatch.localazure.batch.limits;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A control file of the kernel. It uses no channels: the end of a run interrupts its thread, which would close them.
 */
final class ControlFile {

    private ControlFile() {}

    static String read(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static List<String> lines(Path file) throws IOException {
        return read(file).lines().toList();
    }

    /** The number in a file that contains only a number; empty when there is none. */
    static OptionalLong number(Path file) {
        try {
            return OptionalLong.of(Long.parseLong(read(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The number after a name, in a file with a name and a number on each line; 0 when there is none. */
    static long number(Path file, String name) {
        try {
            for (String line : lines(file)) {
                if (line.startsWith(name + " ")) {
                    return Long.parseLong(line.substring(name.length() + 1).strip());
                }
            }
        } catch (IOException | NumberFormatException e) {
            // An older kernel does not have this counter.
            return 0;
        }
        return 0;
    }

    static void write(Path file, String value) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(value.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            throw new IOException(reason.contains(file.toString()) ? reason : file + ": " + reason, e);
        }
    }
}
