package io.dropbatch.cli.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.client.find.TaskLogPrinter;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.supervision.LogTail;
import io.dropbatch.cli.supervision.ProgramSet;
import io.dropbatch.cli.supervision.StateFolder;
import io.dropbatch.model.id.SubmissionId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dropbatch logs}. */
@Command(
        name = "logs",
        description = "Shows what a task of a drop has written, or what the processes on this machine have said.",
        footer = {
            "",
            "Examples:",
            "  dropbatch logs monte-carlo/today             of the first task that failed, what it wrote to stderr",
            "  dropbatch logs monte-carlo/today 0-000012 --stdout",
            "  dropbatch logs monte-carlo/today data/7.csv  the task that was made from this file",
            "  dropbatch logs monte-carlo/today 3 --follow  waits until task 3 has left its log",
            "  dropbatch logs                       the last lines of each",
            "  dropbatch logs scheduler -f          one, and what it says from now on",
            "  dropbatch logs -n 200 local-azure"
        })
final class LogsCommand implements Callable<Integer> {

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(200);

    @Mixin
    private HomeFolder home = new HomeFolder();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DROP|PROGRAM",
            description =
                    "WORKLOAD/DROP or the id of a submission; or one of ${COMPLETION-CANDIDATES}; all programs if left"
                            + " out.",
            completionCandidates = Names.class)
    private @Nullable String program;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TASK",
            description = "Of a drop: the task's id, its number, or the file or rows that it was made from.")
    private @Nullable String task;

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on showing what programs say; of a task, waits until it has left its log.")
    private boolean follow;

    @Option(names = "-n", description = "How many lines of programs to begin with (${DEFAULT-VALUE}).")
    private int lines = 40;

    @ArgGroup
    private StreamChoice stream = new StreamChoice();

    /** At most one of these. */
    static final class StreamChoice {

        @Option(names = "--stderr", description = "Of a task: its standard error, which is the default.")
        private boolean stderr;

        @Option(names = "--stdout", description = "Of a task: its standard output.")
        private boolean stdout;
    }

    @Option(
            names = "--bytes",
            paramLabel = "N",
            description = "Of a task: at most so many bytes of the end (${DEFAULT-VALUE}).")
    private int bytes = 65_536;

    /** The programs that have logs. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(ProgramSet.names());
            add("supervisor");
        }
    }

    @Override
    public Integer call() throws IOException {
        List<String> names = new Names();
        if (program != null && (program.contains("/") || SubmissionId.isLegal(program))) {
            return printTask(program);
        }
        if (program != null && !names.contains(program)) {
            throw CliException.wrongUse(program + " is none of " + String.join(", ", names) + ", and no drop, which is"
                    + " called WORKLOAD/DROP");
        }
        if (task != null) {
            throw CliException.wrongUse("only a drop has tasks: give WORKLOAD/DROP before '" + task + "'");
        }
        List<String> wanted = program == null ? names : List.of(program);
        StateFolder state = new StateFolder(home.folder());
        List<Followed> logs = new ArrayList<>();
        for (String name : wanted) {
            Path log = state.log(name);
            if (Files.exists(log)) {
                print(wanted.size() > 1 ? name : "", LogTail.of(log, lines));
                logs.add(new Followed(wanted.size() > 1 ? name : "", log, Files.size(log)));
            }
        }
        if (logs.isEmpty()) {
            throw new CliException("there are no logs in " + state.logs());
        }
        while (follow && !Thread.currentThread().isInterrupted()) {
            for (Followed log : logs) {
                log.showNews();
            }
            LockSupport.parkNanos(LOOK);
        }
        return 0;
    }

    private int printTask(String drop) {
        if (bytes < 1) {
            throw CliException.wrongUse("--bytes: 1 or more");
        }
        TaskLogPrinter.print(
                ClientSettings.load(System.getenv(), home.folder()),
                new TaskLogPrinter.Request(drop, task, stream.stdout, bytes, follow),
                System.out);
        return 0;
    }

    private static void print(String name, String text) {
        String prefix = name.isEmpty() ? "" : String.format("%-12s| ", name);
        text.lines().forEach(line -> System.out.println(prefix + line));
        System.out.flush();
    }

    /** A log and how far it has been shown. */
    private static final class Followed {

        private final String name;
        private final Path log;
        private long shown;

        Followed(String name, Path log, long shown) {
            this.name = name;
            this.log = log;
            this.shown = shown;
        }

        void showNews() throws IOException {
            if (!Files.exists(log)) {
                return;
            }
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
                if (file.length() < shown) {
                    shown = 0;
                }
                byte[] news = new byte[(int) Math.min(1 << 20, file.length() - shown)];
                file.seek(shown);
                file.readFully(news);
                int whole = lastLineEnd(news);
                print(name, new String(news, 0, whole, UTF_8));
                shown += whole;
            }
        }

        private static int lastLineEnd(byte[] bytes) {
            for (int end = bytes.length; end > 0; end--) {
                if (bytes[end - 1] == '\n') {
                    return end;
                }
            }
            return 0;
        }
    }
}
