package io.dropbatch.cli.workload.run;

import io.dropbatch.cli.workload.run.LocalRun.InputFile;
import io.dropbatch.cli.workload.run.LocalRun.RunFailure;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.planning.task.TaskSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads off a task's folder what the harness has left there. */
final class RunReading {

    private static final Path STAGED = Path.of("_dropbatch/up");
    private static final int LARGEST_LOG = 64 * 1024;

    private final Path working;
    private final int exitCode;
    private final @Nullable Path run;
    private final @Nullable TaskMarker marker;

    RunReading(Path working, int exitCode) {
        this.working = working;
        this.exitCode = exitCode;
        this.run = findRun(working.resolve(STAGED));
        this.marker = run == null ? null : read(run.resolve("_task.json"));
    }

    /** What the harness recorded; empty when it could not. */
    Optional<TaskMarker> marker() {
        return Optional.ofNullable(marker);
    }

    /** The folder of what is staged for upload. */
    Path run() {
        if (run == null) {
            throw new IllegalStateException("nothing was staged in " + working);
        }
        return run;
    }

    LocalRun result(TaskSpec task, int tasks, String command, Map<String, String> variables, List<InputFile> inputs) {
        @Nullable Path staged = marker == null || marker.outputs().isEmpty() ? null : link(run().resolve("out"));
        return new LocalRun(
                task.id().value(),
                tasks,
                command,
                working.toString(),
                variables,
                inputs,
                exitCode,
                marker == null
                        ? 0
                        : Duration.between(marker.startedAt(), marker.endedAt()).toMillis(),
                staged == null ? null : staged.toString(),
                marker == null ? List.of() : marker.outputs(),
                failure(),
                log("stdout.txt"),
                log("stderr.txt"));
    }

    /** The run's own name is long, and different each time. */
    private Path link(Path out) {
        Path link = working.resolveSibling("outputs");
        try {
            return Files.createSymbolicLink(link, working.getFileName().resolve(working.relativize(out)));
        } catch (IOException | UnsupportedOperationException e) {
            return out;
        }
    }

    private @Nullable RunFailure failure() {
        if (marker != null && marker.failure() != null) {
            return new RunFailure(
                    marker.failure().code().value(), marker.failure().message());
        }
        return exitCode == 0
                ? null
                : new RunFailure(
                        FailureCode.PLATFORM.value(), lastWords(working.resolveSibling("stderr.txt"), exitCode));
    }

    /** The command's own log, or what of it was staged: an empty one is not. */
    private String log(String name) {
        Path live = working.resolve("_dropbatch").resolve(name);
        if (Files.isRegularFile(live)) {
            return tail(live);
        }
        Path staged = run == null ? live : run.resolve("logs").resolve(name);
        return Files.isRegularFile(staged) ? tail(staged) : "";
    }

    /** The last line that a script of the harness said. */
    static String lastWords(Path stderr, int exitCode) {
        String said = Files.isRegularFile(stderr) ? tail(stderr).strip() : "";
        String line = said.substring(said.lastIndexOf('\n') + 1);
        return line.isEmpty() ? "it ended with exit code " + exitCode + " and said nothing" : line;
    }

    private static @Nullable Path findRun(Path staged) {
        if (!Files.isDirectory(staged)) {
            return null;
        }
        try (Stream<Path> runs = Files.list(staged)) {
            return runs.findFirst().orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + staged, e);
        }
    }

    private static @Nullable TaskMarker read(Path file) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            return ModelJson.read(Files.readString(file), TaskMarker.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Its end, when it is long. */
    private static String tail(Path file) {
        try (var channel = Files.newByteChannel(file)) {
            long from = Math.max(0, channel.size() - LARGEST_LOG);
            channel.position(from);
            byte[] bytes = Channels.newInputStream(channel).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
