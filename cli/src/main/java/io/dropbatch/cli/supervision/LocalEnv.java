package io.dropbatch.cli.supervision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The file that any shell can source to work with the local system. */
public final class LocalEnv {

    private LocalEnv() {}

    static void write(Path file, Map<String, String> values) {
        String text = values.entrySet().stream()
                .map(entry -> entry.getKey() + "='" + entry.getValue().replace("'", "'\\''") + "'\n")
                .collect(Collectors.joining());
        // Whoever sources the file wants its programs to see the values.
        OwnerOnlyFile.write(
                file, "# The system on this machine; to be read by a shell: . this file\nset -a\n" + text + "set +a\n");
    }

    /** What is written there; empty while the system is down. */
    public static Map<String, String> read(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.indexOf('=') > 0 && !line.startsWith("#"))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf('=')),
                            line -> unquoted(line.substring(line.indexOf('=') + 1))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String unquoted(String value) {
        return value.substring(1, value.length() - 1).replace("'\\''", "'");
    }
}
