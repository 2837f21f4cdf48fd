package io.dropbatch.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The compiled TypeScript sources of a module and its checks, below {@code target}; compiled once for all its tests. */
public final class TypeScriptBuild {

    private static final Path SOURCES = Path.of("").toAbsolutePath();
    private static final Path FOLDER = SOURCES.resolve("target/typescript");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "tsconfig.json");
    private static final String LOCK = "package-lock.json";
    private static final int LIMIT_MINUTES = 5;

    /** What a program said and how it ended. */
    public record Ended(int exitCode, String said) {

        public String andWell() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + ":\n" + said);
            }
            return said;
        }
    }

    private static final Map<List<String>, TypeScriptBuild> BUILDS = new ConcurrentHashMap<>();

    private TypeScriptBuild(List<String> folders) {
        try {
            copySources(folders);
            installPackages();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Fails for any type that does not fit, and names the place.
        run(List.of("node", "node_modules/typescript/bin/tsc")).andWell();
    }

    /** Of the sources in these folders of the module. The test says that it needs node and npm. */
    public static TypeScriptBuild of(String... folders) {
        return BUILDS.computeIfAbsent(List.of(folders), TypeScriptBuild::new);
    }

    /** Runs a compiled script by its path among the sources, such as {@code dashboards/generate}. */
    public Ended node(String script, String... arguments) {
        List<String> words = new ArrayList<>(List.of("node", "built/" + script + ".js"));
        words.addAll(List.of(arguments));
        return run(words);
    }

    private static void copySources(List<String> folders) throws IOException {
        for (String folder : folders) {
            Path copy = FOLDER.resolve(folder);
            delete(copy);
            Files.createDirectories(copy);
            try (Stream<Path> files = Files.list(SOURCES.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        delete(FOLDER.resolve("built"));
    }

    /** npm writes its own lock file last: packages that have it are complete. */
    private static void installPackages() throws IOException {
        Path lock = FOLDER.resolve(LOCK);
        boolean current = Files.exists(FOLDER.resolve("node_modules/.package-lock.json"))
                && Files.exists(lock)
                && Files.mismatch(lock, SOURCES.resolve(LOCK)) < 0;
        for (String file : FILES) {
            Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!current) {
            run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"))
                    .andWell();
        }
    }

    private static Ended run(List<String> words) {
        try {
            Path log = Files.createTempFile(FOLDER, "run", ".log");
            Process process = new ProcessBuilder(words)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(words + " takes longer than " + LIMIT_MINUTES + " minutes");
            }
            String said = Files.readString(log, UTF_8);
            Files.delete(log);
            return new Ended(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
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
