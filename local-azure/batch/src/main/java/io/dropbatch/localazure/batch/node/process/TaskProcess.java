package io.dropbatch.localazure.batch.node.process;

import io.dropbatch.localazure.batch.engine.model.task.MultiInstance;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A task's process, in its own session, so that a signal to the server's terminal does not reach it. */
public final class TaskProcess {

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final boolean SESSIONS = Files.isExecutable(SETSID);
    private static final File NOTHING = new File("/dev/null");

    private final long pid;
    private final long session;
    private final CompletableFuture<Integer> exit;
    private final Path directory;
    private final @Nullable Path refusal;

    private TaskProcess(
            long pid, long session, CompletableFuture<Integer> exit, Path directory, @Nullable Path refusal) {
        this.pid = pid;
        this.session = session;
        this.exit = exit;
        this.directory = directory;
        this.refusal = refusal;
    }

    /** A process that started as a shell. */
    static TaskProcess of(long pid, ShellStarter starter, StartedCommand started, StartScript script) {
        return new TaskProcess(pid, starter.session(), started.exit(), script.directory(), script.refusal());
    }

    /** @param entrances the files by which the process enters its control groups before it becomes the command */
    public static TaskProcess launch(
            RunOrder order, Map<String, String> environment, ShellStarterPool starters, List<Path> entrances)
            throws RunFailure {
        Path directory = order.place().directory();
        List<String> command =
                command(order.spec().commandLine(), environment.getOrDefault("PATH", ""), directory.resolve("wd"));
        if (order.isFor(MultiInstance.Stage.APPLICATION)) {
            // It continues in the output files of its coordination command.
            return alone(command, environment, directory, Redirect::appendTo, entrances);
        }
        Optional<TaskProcess> started =
                StartScript.of(command, environment, directory, entrances).flatMap(starters::start);
        return started.isPresent() ? started.get() : alone(command, environment, directory, Redirect::to, entrances);
    }

    public boolean endsWithin(Duration limit) throws InterruptedException {
        try {
            if (limit.compareTo(Duration.ofDays(3650)) > 0) {
                exit.get();
            } else {
                exit.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    public int exitCode() throws RunFailure {
        int code = code();
        if (code != 0 && refusal != null && refusal.toFile().delete()) {
            throw notLaunched("The program could not be executed");
        }
        return code;
    }

    public void kill() {
        ProcessTree.killTask(pid, session, directory);
    }

    /** Ends what it left running, after it has ended itself. */
    public void killLeft() {
        ProcessTree.killYounger(pid, directory);
    }

    private int code() {
        try {
            return exit.join();
        } catch (CompletionException e) {
            // Its shell ended with it, but perhaps not all its descendants.
            kill();
            return e.getCause() instanceof StartedCommand.ShellLost lost ? lost.code() : -1;
        }
    }

    private static TaskProcess alone(
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Function<File, Redirect> output,
            List<Path> entrances)
            throws RunFailure {
        List<String> words = new ArrayList<>(command);
        if (SESSIONS) {
            words.add(0, SETSID.toString());
        }
        Path refusal = directory.resolve("not-launched");
        if (!entrances.isEmpty()) {
            words.addAll(0, GroupEntry.words(entrances, environment, refusal));
        }
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.directory(directory.resolve("wd").toFile())
                .redirectInput(NOTHING)
                .redirectOutput(output.apply(directory.resolve("stdout.txt").toFile()))
                .redirectError(output.apply(directory.resolve("stderr.txt").toFile()));
        try {
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            CompletableFuture<Integer> exit = process.onExit().thenApply(Process::exitValue);
            return new TaskProcess(process.pid(), process.pid(), exit, directory, entrances.isEmpty() ? null : refusal);
        } catch (IOException | IllegalArgumentException e) {
            throw notLaunched(String.valueOf(e.getMessage()));
        }
    }

    private static RunFailure notLaunched(String reason) {
        return RunFailure.user("CommandLaunchFailed", "Failed to launch the specified command line", reason);
    }

    private static List<String> command(String line, String path, Path wd) throws RunFailure {
        List<String> words = CommandLine.split(line);
        List<String> command = new ArrayList<>(words.size());
        command.add(ProgramFinder.find(words.get(0), path, wd).toString());
        command.addAll(words.subList(1, words.size()));
        return command;
    }
}
