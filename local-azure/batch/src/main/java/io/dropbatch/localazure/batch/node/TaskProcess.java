package io.dropbatch.localazure.batch.node;

import io.dropbatch.localazure.batch.engine.RunOrder;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A task's process, in a session of its own so that a signal to this server's terminal does not reach it. */
final class TaskProcess {

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final boolean SESSIONS = Files.isExecutable(SETSID);
    private static final File NOTHING = new File("/dev/null");

    private final Process process;
    private final Path directory;

    private TaskProcess(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    static TaskProcess launch(RunOrder order, Map<String, String> environment) throws RunFailure {
        Path directory = order.directory();
        Path wd = directory.resolve("wd");
        ProcessBuilder builder =
                new ProcessBuilder(command(order.spec().commandLine(), environment.getOrDefault("PATH", ""), wd));
        builder.directory(wd.toFile())
                .redirectInput(NOTHING)
                .redirectOutput(Redirect.to(directory.resolve("stdout.txt").toFile()))
                .redirectError(Redirect.to(directory.resolve("stderr.txt").toFile()));
        try {
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new TaskProcess(builder.start(), directory);
        } catch (IOException | IllegalArgumentException e) {
            throw RunFailure.user(
                    "CommandLaunchFailed",
                    "Failed to launch the specified command line",
                    String.valueOf(e.getMessage()));
        }
    }

    boolean endsWithin(Duration limit) throws InterruptedException {
        if (limit.compareTo(Duration.ofDays(3650)) > 0) {
            process.waitFor();
            return true;
        }
        return process.waitFor(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
    }

    int exitCode() {
        return process.exitValue();
    }

    void kill() {
        process.destroyForcibly();
        ProcessTree.killTask(process, directory);
    }

    private static List<String> command(String line, String path, Path wd) throws RunFailure {
        List<String> words = CommandLine.split(line);
        List<String> command = new ArrayList<>(words.size() + 1);
        if (SESSIONS) {
            command.add(SETSID.toString());
        }
        command.add(Programs.find(words.get(0), path, wd).toString());
        command.addAll(words.subList(1, words.size()));
        return command;
    }
}
