package io.dropbatch.localazure.servicebus;

import io.dropbatch.localazure.testtools.NeededTools;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/** The Python client in the user's cache, unpacked once, where the machine's own is too old for a local broker. */
final class PythonClient {
    private static final Path OWN = Path.of("/usr/lib/python3/dist-packages/azure/servicebus/_pyamqp");
    private static final Path SCRIPT = Path.of("src/test/clients/python/install.sh");

    private PythonClient() {}

    /** The folder with the client; nothing when the machine's own will do. */
    static Optional<Path> folder() throws IOException, InterruptedException {
        if (Files.isDirectory(OWN)) {
            return Optional.empty();
        }
        Path cache = Files.createDirectories(cacheFolder());
        Path home = cache.resolve("service-bus-python-" + fingerprint());
        try (FileChannel channel = FileChannel.open(
                        cache.resolve("service-bus-python.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ignored = channel.lock()) {
            if (!Files.isDirectory(home)) {
                install(home, cache.resolve("service-bus-python.log"));
            }
        }
        return Optional.of(home);
    }

    private static void install(Path home, Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(SCRIPT.toAbsolutePath().toString(), home.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        NeededTools.require(
                ended && Files.isDirectory(home),
                "This test needs a newer Python client, which could not be had: " + Files.readString(output));
    }

    private static String fingerprint() throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(SCRIPT));
        return Long.toHexString(sum.getValue());
    }

    private static Path cacheFolder() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("dropbatch");
    }
}
