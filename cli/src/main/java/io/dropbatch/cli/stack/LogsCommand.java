package io.dropbatch.cli.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.supervision.LogTail;
import io.dropbatch.cli.supervision.ProgramSet;
import io.dropbatch.cli.supervision.StateFolder;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dropbatch logs}. */
@Command(
        name = "logs",
        description = "Shows what the processes on this machine have said.",
        footer = {
            "",
            "Examples:",
            "  dropbatch logs                       the last lines of each",
            "  dropbatch logs scheduler -f          one, and what it says from now on",
            "  dropbatch logs -n 200 local-azure"
        })
final class LogsCommand implements Callable<Integer> {

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(200);

    @Mixin
    private HomeFolder home = new HomeFolder();

    @Parameters(
            arity = "0..1",
            paramLabel = "PROGRAM",
            description = "One of ${COMPLETION-CANDIDATES}; all if left out.",
            completionCandidates = Names.class)
    private @Nullable String program;

    @Option(names = "-f", description = "Goes on showing what is said.")
    private boolean follow;

    @Option(names = "-n", description = "How many lines to begin with (${DEFAULT-VALUE}).")
    private int lines = 40;

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
        if (program != null && !names.contains(program)) {
            throw new CliException(program + " is none of " + String.join(", ", names));
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
