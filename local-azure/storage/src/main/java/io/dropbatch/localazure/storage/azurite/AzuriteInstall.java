package io.dropbatch.localazure.storage.azurite;

import io.dropbatch.localazure.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The npm project that runs Azurite, in the user's cache; installed once for each version of its files.
 *
 * <p>Safe against a second process that installs at the same moment and against being killed half-way: the packages are
 * put into a folder of their own that is renamed when it is complete.
 */
public final class AzuriteInstall {

    /** The program in the folder that runs Azurite. */
    static final String SERVER = "azurite-server.js";

    private static final Logger LOG = LoggerFactory.getLogger(AzuriteInstall.class);
    private static final List<String> PROJECT = List.of(
            "package.json",
            "package-lock.json",
            SERVER,
            "unused/applicationinsights/package.json",
            "unused/applicationinsights/index.js",
            "unused/mysql2/package.json",
            "unused/sequelize/package.json",
            "unused/tedious/package.json",
            "patches/journal/package.json",
            "patches/journal/lokijs.js",
            "patches/journal/journal.js",
            "patches/journal/src/loki-fs-structured-adapter.js");
    private static final int MINUTES = 10;

    private AzuriteInstall() {}

    /** Installs Azurite ahead of its first start, for images; prints the folder. */
    public static void main(String[] arguments) {
        System.out.println(ensure());
    }

    /** The project's folder with {@code node_modules}; installs it first if necessary, which takes some ten seconds. */
    public static Path ensure() {
        return ensure(cacheFolder());
    }

    static synchronized Path ensure(Path cache) {
        Path home = cache.resolve("azurite-" + projectHash());
        if (Files.isDirectory(home)) {
            return home;
        }
        try {
            Files.createDirectories(cache);
            try (FileChannel channel = FileChannel.open(
                            cache.resolve("azurite.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock ignored = channel.lock()) {
                if (!Files.isDirectory(home)) {
                    install(cache, home);
                }
            }
            return home;
        } catch (IOException e) {
            throw new StorageException("cannot install Azurite in " + cache + ": " + e.getMessage(), e);
        }
    }

    private static Path cacheFolder() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("dropbatch");
    }

    private static void install(Path cache, Path home) throws IOException {
        Path npm = NodePrograms.npm();
        Path staging = cache.resolve("azurite-installing");
        delete(staging);
        for (String name : PROJECT) {
            Path file = staging.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, resource(name));
        }
        LOG.atInfo().addKeyValue("folder", home).log("installing Azurite (once, about 10 seconds)");
        npmCi(npm, staging, cache.resolve("azurite-npm.log"));
        Files.move(staging, home, StandardCopyOption.ATOMIC_MOVE);
        LOG.atInfo().log("Azurite is installed");
    }

    private static void npmCi(Path npm, Path folder, Path output) throws IOException {
        Process process = new ProcessBuilder(
                        npm.toString(),
                        "ci",
                        "--omit=dev",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--loglevel=error")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new StorageException("npm did not install Azurite within " + MINUTES + " minutes; see " + output);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while npm installed Azurite", e);
        }
        if (process.exitValue() != 0) {
            throw new StorageException("npm could not install Azurite (is the npm registry reachable?): "
                    + lastLines(output) + " Full output: " + output);
        }
    }

    private static String lastLines(Path output) throws IOException {
        String text = Files.readString(output).strip();
        return text.substring(Math.max(0, text.length() - 600)).replace('\n', ' ');
    }

    private static String projectHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            PROJECT.forEach(name -> digest.update(resource(name)));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] resource(String name) {
        try (InputStream in = AzuriteInstall.class.getResourceAsStream("/azurite/" + name)) {
            if (in == null) {
                throw new IllegalStateException("resource azurite/" + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
