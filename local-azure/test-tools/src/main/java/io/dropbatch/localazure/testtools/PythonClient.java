package io.dropbatch.localazure.testtools;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/** Python's client of Service Bus in the user's cache, unpacked once, where the machine's own is too old for a local broker. */
public final class PythonClient {
    private static final Path OWN = Path.of("/usr/lib/python3/dist-packages/azure/servicebus/_pyamqp");
    private static final String SCRIPT = "/python-service-bus.sh";

    private PythonClient() {}

    /** The folder with the client; nothing when the machine's own will do. */
    public static Optional<Path> folder() throws IOException, InterruptedException {
        if (Files.isDirectory(OWN)) {
            return Optional.empty();
        }
        Path cache = Files.createDirectories(cacheFolder());
        byte[] script = script();
        Path home = cache.resolve("service-bus-python-" + fingerprint(script));
        try (FileChannel channel = FileChannel.open(
                        cache.resolve("service-bus-python.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ignored = channel.lock()) {
            if (!Files.isDirectory(home)) {
                install(script, home, cache.resolve("service-bus-python.log"));
            }
        }
        return Optional.of(home);
    }

    private static void install(byte[] script, Path home, Path output) throws IOException, InterruptedException {
        Path program = Files.write(home.resolveSibling("service-bus-python.sh"), script);
        Process process = new ProcessBuilder("/bin/sh", program.toString(), home.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        NeededTools.require(
                ended && Files.isDirectory(home),
                "This test needs a newer Python client, which could not be had: " + Files.readString(output));
    }

    private static byte[] script() throws IOException {
        try (InputStream in = PythonClient.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new FileNotFoundException(SCRIPT);
            }
            return in.readAllBytes();
        }
    }

    private static String fingerprint(byte[] script) {
        CRC32 sum = new CRC32();
        sum.update(script);
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
