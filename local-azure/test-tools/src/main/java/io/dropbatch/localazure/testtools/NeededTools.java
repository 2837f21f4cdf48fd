package io.dropbatch.localazure.testtools;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * The programs that tests need. Each list {@code needed-tools.txt} on the class path names tools with the Debian
 * packages that bring them. A test whose need is not met is skipped; with {@code CI=true} it fails.
 */
public final class NeededTools {

    private static final String LIST = "needed-tools.txt";
    private static final NeededTools HERE = new NeededTools(
            read(),
            Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                    .map(Path::of)
                    .toList(),
            "true".equals(System.getenv("CI")));

    private final Map<String, String> packages;
    private final List<Path> folders;
    private final boolean everythingIsTested;

    /** @param packages the Debian package of each tool */
    NeededTools(Map<String, String> packages, List<Path> folders, boolean everythingIsTested) {
        this.packages = Map.copyOf(packages);
        this.folders = List.copyOf(folders);
        this.everythingIsTested = everythingIsTested;
    }

    /** Skips the test, or fails it, unless all these tools are installed. */
    public static void require(String... tools) {
        for (String tool : tools) {
            HERE.requireTool(tool);
        }
    }

    /** Skips the test, or fails it, unless a need is met that no package meets; the complaint is a sentence. */
    public static void require(boolean met, String complaint) {
        HERE.requireThat(met, complaint);
    }

    public static boolean isInstalled(String tool) {
        return HERE.find(tool).isPresent();
    }

    /** The path of a program; any program, also one in no list. */
    public static Path located(String program) {
        return HERE.find(program).orElseThrow(() -> new AssertionFailedError(program + " is not installed"));
    }

    void requireTool(String tool) {
        String brought = packages.get(tool);
        if (brought == null) {
            throw new IllegalArgumentException("no " + LIST + " names " + tool + " and its Debian package");
        }
        requireThat(
                find(tool).isPresent(),
                "This test needs " + tool + ", which is not installed (Debian package " + brought + ").");
    }

    void requireThat(boolean met, String complaint) {
        if (met) {
            return;
        }
        if (everythingIsTested) {
            throw new AssertionFailedError(complaint);
        }
        throw new TestAbortedException(complaint);
    }

    /** A tool is a program on the PATH, or any file by its absolute path. */
    private Optional<Path> find(String tool) {
        if (tool.startsWith("/")) {
            return Optional.of(Path.of(tool)).filter(Files::exists);
        }
        return folders.stream()
                .map(folder -> folder.resolve(tool))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Map<String, String> read() {
        Map<String, String> packages = new HashMap<>();
        try {
            for (URL list : Collections.list(NeededTools.class.getClassLoader().getResources(LIST))) {
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(list.openStream(), StandardCharsets.UTF_8))) {
                    packages.putAll(parse(lines.lines().toList()));
                }
            }
            return packages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> parse(List<String> lines) {
        Map<String, String> packages = new HashMap<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", 3);
            if (words.length > 1 && !words[0].startsWith("#")) {
                packages.put(words[0], words[1]);
            }
        }
        return packages;
    }
}
