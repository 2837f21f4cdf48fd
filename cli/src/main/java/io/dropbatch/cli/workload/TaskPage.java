package io.dropbatch.cli.workload;

import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.cli.workload.run.LocalRun;
import io.dropbatch.cli.workload.run.LocalRun.InputFile;
import io.dropbatch.model.result.TaskMarker.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Shows tasks that run on this machine: what they are given, while they run, and what came of them. */
final class TaskPage {

    private static final int MOST_FILES = 20;
    private static final int MOST_LINES = 15;
    private static final int LONGEST = 400;

    private static final String SHORT = "…/";

    private final TerminalWriter terminal;
    private final Path root;

    /** @param root the folder that everything lies in, which is not repeated */
    TaskPage(TerminalWriter terminal, Path root) {
        this.terminal = terminal;
        this.root = root;
    }

    void note(String words) {
        terminal.line(ReadableNumbers.printable(words));
    }

    /** Does it, and says on a terminal for how long already. */
    <T> T during(String label, Supplier<T> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                result.complete(action.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        for (long seconds = 0; ; seconds++) {
            if (terminal.isLive()) {
                terminal.draw("  " + label + " ...  " + seconds + " s");
            }
            try {
                T value = result.get(1, TimeUnit.SECONDS);
                return value;
            } catch (TimeoutException e) {
                // It goes on.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException problem) {
                    throw problem;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    void show(LocalRun run) {
        line("task " + run.task() + " (" + run.tasks() + (run.tasks() == 1 ? " task" : " tasks") + " on its level)");
        line("… is " + root);
        section("command");
        run.command().strip().lines().forEach(text -> line("  " + text));
        section("environment");
        run.environment().forEach((name, value) -> line("  " + name + "=" + value.replace(root + "/", SHORT)));
        section("inputs");
        files(run.inputs());
        section(run.exitCode() == 0 ? "outputs" : "outputs, which count only after success");
        files(run.outputs().stream()
                .map(output -> new InputFile(output.path(), output.bytes()))
                .toList());
        log("standard output", run.stdout());
        log("standard error", run.stderr());
        terminal.line("");
        line(verdict(run));
        line("working directory " + run.workingDirectory());
        if (run.outputsFolder() != null) {
            line("outputs           " + run.outputsFolder());
        }
        terminal.line("");
    }

    /** In one line, for a task that only goes before another one. */
    void mention(LocalRun run) {
        long bytes = run.outputs().stream().mapToLong(Output::bytes).sum();
        line("task " + run.task() + "  " + seconds(run.millis()) + "  outputs "
                + run.outputs().size() + ", " + ReadableNumbers.bytes(bytes));
    }

    private static String verdict(LocalRun run) {
        String time = seconds(run.millis());
        if (run.failure() == null) {
            return "would be verified: exit code 0 after " + time + ", every declared output is there";
        }
        return "would fail after " + time + " with exit code " + run.exitCode() + " ("
                + run.failure().code() + "): " + run.failure().message();
    }

    static String seconds(long millis) {
        Duration time = Duration.ofMillis(millis);
        return time.toSeconds() < 60
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }

    private void files(List<InputFile> files) {
        if (files.isEmpty()) {
            line("  none");
        }
        files.stream()
                .limit(MOST_FILES)
                .forEach(file -> line("  " + file.path() + "  " + ReadableNumbers.bytes(file.bytes())));
        if (files.size() > MOST_FILES) {
            line("  and " + (files.size() - MOST_FILES) + " more");
        }
    }

    private void log(String title, String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty()) {
            return;
        }
        section(lines.size() > MOST_LINES ? title + ", the last " + MOST_LINES + " lines" : title);
        lines.stream().skip(Math.max(0, lines.size() - MOST_LINES)).forEach(said -> line("  " + said));
    }

    private void section(String title) {
        terminal.line("");
        line(title);
    }

    /** Values, names and logs are anybody's: none of them moves the cursor. */
    private void line(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        terminal.line(ReadableNumbers.printable(shown));
    }
}
