package io.dropbatch.cli.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.cli.client.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A drop that takes every program of the system, and the command line, once along the way that all drops go. */
final class TrainingDrop {

    /** Enough for the JVM to learn what is called often. */
    private static final int FILES = 100;

    private static final long LIMIT_SECONDS = 180;

    private static final String WORKLOAD = """
            apiVersion: dropbatch/v1
            name: training
            start: { on: manifest }
            tasks:
              forEach: { file: "*" }
              command: cat -- "$INPUT" > copy.txt
              outputs: ["*.txt"]
            """;

    private final Path project;
    private final StateFolder state;
    private final Image commandLine;

    TrainingDrop(Path project, StateFolder state, Image commandLine) {
        this.project = project;
        this.state = state;
        this.commandLine = commandLine;
    }

    /** @param record the flags with which the command line notes what it used */
    void run(List<String> record) {
        Path folder = state.path().resolve("training");
        Path inputs = folder.resolve("inputs");
        try {
            Files.createDirectories(inputs);
            Files.writeString(folder.resolve("workload.yaml"), WORKLOAD, UTF_8);
            for (int i = 0; i < FILES; i++) {
                Files.writeString(inputs.resolve("input-" + i), "input " + i + "\n", UTF_8);
            }
            command(List.of(), "publish", folder.toString());
            String results = folder.resolve("results").toString();
            command(record, "submit", "training", inputs.toString(), "--download", results);
        } catch (IOException e) {
            throw new CliException("the training drop cannot be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("stopped while training", e);
        }
    }

    private void command(List<String> flags, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(flags);
        words.addAll(Unpack.words(commandLine));
        words.add("-Ddropbatch.root=" + project);
        words.add(commandLine.mainClass());
        words.addAll(List.of(arguments));
        words.addAll(List.of("--home", state.path().toString()));
        Path log = state.log(arguments[0]);
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new CliException("the training drop did not end within " + LIMIT_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new CliException(
                    "the training drop failed: " + Files.readString(log, UTF_8).strip());
        }
    }
}
