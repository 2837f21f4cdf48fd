package io.dropbatch.localazure.storage.azurite;

import io.dropbatch.localazure.storage.StorageException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Finds Node and npm on the machine. */
final class NodePrograms {

    private NodePrograms() {}

    static Path node() {
        return find("node").orElseThrow(() -> missing("node"));
    }

    static Path npm() {
        return find("npm").orElseThrow(() -> missing("npm"));
    }

    private static StorageException missing(String program) {
        return new StorageException(
                program + " is not on the PATH. Local storage is Azurite, which needs Node 20 or newer"
                        + " with npm: apt-get install nodejs npm, or https://nodejs.org");
    }

    private static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/local/bin:/usr/bin:/bin");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
