package io.dropbatch.cli.ping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The tiny workload and what is dropped, in a folder that is gone afterwards. */
record PingWorkload(Path folder) implements AutoCloseable {

    static final String NAME = "dropbatch-ping";
    private static final String FILE = "workload.yaml";
    private static final String INPUT = "ping.txt";

    static PingWorkload create() {
        try (InputStream workload = PingWorkload.class.getResourceAsStream("/ping/" + FILE)) {
            if (workload == null) {
                throw new IllegalStateException("the command line lacks its workload");
            }
            // A workload's folder is called like the workload.
            Path folder = Files.createDirectory(
                    Files.createTempDirectory("dropbatch-").resolve(NAME));
            Files.write(folder.resolve(FILE), workload.readAllBytes());
            Files.createDirectories(folder.resolve("drop"));
            return new PingWorkload(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what is dropped. */
    Path drop(String words) {
        try {
            Files.writeString(folder.resolve("drop").resolve(INPUT), words, StandardCharsets.UTF_8);
            return folder.resolve("drop");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came back. */
    String result(Path fetched) {
        try {
            return Files.readString(fetched.resolve("pong.txt"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        delete(folder.resolveSibling(".").normalize());
    }

    private static void delete(Path path) {
        try (Stream<Path> inside = Files.walk(path)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
