package io.dropbatch.planning.harness;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskMarker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The result of a run of the harness: its exit code, its standard error and the files that Batch would upload. */
record Finished(int exitCode, String stderr, Path task) {

    /** What lies in the folder of the run, as paths; fails unless there is exactly one run. */
    List<String> staged() {
        Path run = run();
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> run.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String content(String staged) {
        return Node.read(run().resolve(staged));
    }

    byte[] bytes(String staged) {
        try {
            return Files.readAllBytes(run().resolve(staged));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TaskMarker marker() {
        return ModelJson.read(content("_task.json"), TaskMarker.class);
    }

    FailureCode failure() {
        return marker().failure().code();
    }

    String message() {
        return marker().failure().message();
    }

    String stderrTail() {
        return new String(Base64.getDecoder().decode(marker().failure().stderrTail()), StandardCharsets.UTF_8);
    }

    private Path run() {
        try (Stream<Path> runs = Files.list(task.resolve("_dropbatch/up"))) {
            List<Path> all = runs.toList();
            if (all.size() != 1) {
                throw new AssertionError("one run expected: " + all);
            }
            return all.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
