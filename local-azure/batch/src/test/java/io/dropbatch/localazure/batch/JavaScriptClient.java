package io.dropbatch.localazure.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The JavaScript client's npm packages in the user's cache, installed once for each lock file. */
final class JavaScriptClient {

    private JavaScriptClient() {}

    /** Its {@code node_modules}, for {@code NODE_PATH}; installs it first if need be, which takes some ten seconds. */
    static Path ensure(Path sources) throws Exception {
        Path cache = Files.createDirectories(cacheFolder());
        Path home = cache.resolve("batch-client-" + fingerprint(sources));
        try (FileChannel channel = FileChannel.open(
                        cache.resolve("batch-client.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ignored = channel.lock()) {
            if (!Files.isDirectory(home)) {
                install(sources, cache, home);
            }
        }
        return home.resolve("node_modules");
    }

    private static void install(Path sources, Path cache, Path home) throws Exception {
        Path staging = cache.resolve("batch-client-installing");
        delete(staging);
        Files.createDirectories(staging);
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(sources.resolve(file), staging.resolve(file));
        }
        Path output = cache.resolve("batch-client-npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
                .directory(staging.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        npm.getOutputStream().close();
        if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new AssertionError("npm could not install the client: " + Files.readString(output));
        }
        Files.move(staging, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String fingerprint(Path sources) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(sources.resolve("package-lock.json")));
        return Long.toHexString(sum.getValue());
    }

    private static Path cacheFolder() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("dropbatch");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(java.util.Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
