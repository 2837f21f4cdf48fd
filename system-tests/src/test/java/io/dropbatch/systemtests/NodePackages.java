package io.dropbatch.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * npm packages in the user's cache, installed once for each lock file; a folder that is there is complete, whoever
 * installed it and whenever they were killed.
 */
final class NodePackages {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String MANIFEST = "package.json";
    private static final String LOCK = "package-lock.json";

    private NodePackages() {}

    /** The folder {@code node_modules} of what the resources in a folder of the class path ask for. */
    static Path of(String resources) {
        byte[] manifest = resource(resources + "/" + MANIFEST);
        byte[] lock = resource(resources + "/" + LOCK);
        Path cache = cacheFolder();
        Path installed = cache.resolve(resources + "-" + Sha256.of(lock).substring(0, 16));
        try {
            Files.createDirectories(cache);
            try (FileChannel channel = FileChannel.open(
                            cache.resolve(resources + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock ignored = channel.lock()) {
                if (!Files.isDirectory(installed)) {
                    Path staging = Files.createTempDirectory(cache, resources + "-installing-");
                    Files.write(staging.resolve(MANIFEST), manifest);
                    Files.write(staging.resolve(LOCK), lock);
                    install(staging);
                    Files.move(staging, installed, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return installed.resolve("node_modules");
    }

    private static void install(Path folder) {
        List<String> npm =
                List.of("npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        Commands.run(folder, Map.of(), folder.resolve("npm.log"), LIMIT, npm).andWell();
    }

    private static Path cacheFolder() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("dropbatch");
    }

    private static byte[] resource(String name) {
        try (var in = NodePackages.class.getResourceAsStream("/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
