package io.dropbatch.cli.observe;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The observing programs that this machine has.
 *
 * @param folders where programs are looked for
 * @param fetched where the start script puts what it fetches
 */
record InstalledTools(List<Path> folders, Path fetched) {

    /** Where Debian puts servers, which is not on every user's path. */
    private static final List<Path> OF_SERVERS = List.of(Path.of("/usr/local/sbin"), Path.of("/usr/sbin"));

    InstalledTools {
        folders = List.copyOf(folders);
    }

    static InstalledTools ofThisMachine(Path project) {
        String path = System.getenv().getOrDefault("PATH", "");
        List<Path> folders = Stream.concat(
                        Arrays.stream(path.split(File.pathSeparator, -1))
                                .filter(folder -> !folder.isBlank())
                                .map(Path::of),
                        OF_SERVERS.stream())
                .toList();
        return new InstalledTools(folders, project.resolve("target/dropbatch/observe"));
    }

    Optional<Path> program(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .filter(file -> !Files.isDirectory(file))
                .findFirst();
    }

    /** Zipkin comes as one executable jar. */
    Optional<Path> zipkinJar() {
        if (!Files.isDirectory(fetched)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(fetched)) {
            return files.filter(file -> file.getFileName().toString().matches("zipkin-server-.*-exec\\.jar"))
                    .max(Path::compareTo);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + fetched, e);
        }
    }
}
