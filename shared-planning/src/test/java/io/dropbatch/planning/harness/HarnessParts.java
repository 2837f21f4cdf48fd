package io.dropbatch.planning.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Some parts of the task harness, run without the others in the folder of a task. */
final class HarnessParts {

    /** Where the parts lie, unjoined. */
    static final Path FOLDER = folder();

    private static final long PATIENCE_SECONDS = 30;

    final Path task;
    private final Path root;
    private final String preamble;
    private final Map<String, String> environment = new LinkedHashMap<>();

    /** What a part printed before it ended. */
    record Printed(int exitCode, String output, String complaint) {}

    HarnessParts(Path root, String... parts) {
        this.root = root;
        this.task = root.resolve("task");
        StringBuilder script = new StringBuilder("set -fu\ncd -- \"$PARTS\" || exit 99\n. ./state.sh\n");
        for (String part : parts) {
            script.append(". ./").append(part).append('\n');
        }
        this.preamble = script.append("cd -- \"$TASK\" || exit 99\nheld=$PWD/_dropbatch\nexport LC_ALL=C TZ=UTC0\n")
                .toString();
        try {
            Files.createDirectories(task.resolve("_dropbatch/in"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        with("PATH", System.getenv("PATH")).with("LANG", "C.UTF-8");
        with("PARTS", FOLDER.toString()).with("TASK", task.toString());
    }

    HarnessParts with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    HarnessParts file(String path, String content) {
        Node.write(task.resolve(path), content);
        return this;
    }

    /** Runs statements by /bin/sh once the parts are read. */
    Printed run(String statements) {
        return run(List.of("/bin/sh", "-c", preamble + statements), root, environment);
    }

    /** Runs any program in an environment of its own. */
    static Printed run(List<String> line, Path root, Map<String, String> environment) {
        Path input = root.resolve("input.txt");
        Path output = root.resolve("output.txt");
        Path complaint = root.resolve("complaint.txt");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(root.toFile())
                .redirectInput(
                        Files.exists(input)
                                ? Redirect.from(input.toFile())
                                : Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectError(complaint.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("the part did not end");
            }
            return new Printed(process.exitValue(), Node.read(output), Node.read(complaint));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(HarnessParts.class.getResource("/harness/task.sh"))
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
