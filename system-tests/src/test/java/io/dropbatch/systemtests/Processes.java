package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes of the system, by the ids that the supervisor writes down. */
record Processes(Path run) {

    long id(String program) {
        try {
            String text = Files.readString(run.resolve(program + ".pid"), UTF_8);
            return Long.parseLong(text.substring(0, text.indexOf(' ')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, with what they have started. */
    List<Long> all() {
        try (Stream<Path> files = Files.list(run)) {
            List<Path> records =
                    files.filter(file -> file.toString().endsWith(".pid")).toList();
            return records.stream()
                    .map(file -> file.getFileName().toString().replace(".pid", ""))
                    .flatMap(name -> ProcessHandle.of(id(name)).stream())
                    .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                    .map(ProcessHandle::pid)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param name without "SIG" */
    void signal(String name, String program) {
        try {
            // The shell's own: the program of this name comes with procps, which not every machine has.
            int exitCode = new ProcessBuilder("sh", "-c", "kill -s " + name + " " + id(program))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new AssertionError("cannot send " + name + " to " + program);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
