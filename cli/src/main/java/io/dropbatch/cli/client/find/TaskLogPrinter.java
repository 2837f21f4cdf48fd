package io.dropbatch.cli.client.find;

import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.view.TaskSummary;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Prints what a task of a drop wrote: the end of it, a bounded number of bytes. */
public final class TaskLogPrinter {

    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_AT_ONCE = 1 << 20;

    private final ResultsApi api;
    private final DropReference drop;
    private final String stream;
    private final PrintStream out;

    private TaskLogPrinter(ResultsApi api, DropReference drop, String stream, PrintStream out) {
        this.api = api;
        this.drop = drop;
        this.stream = stream;
        this.out = out;
    }

    /**
     * Which log, and how much of it.
     *
     * @param task its id, the number of a task of the map level, or its name; null for the first task that failed
     * @param most how many bytes at most, of the end
     * @param follow whether to wait until the task has ended
     */
    public record Request(String drop, @Nullable String task, boolean stdout, long most, boolean follow) {}

    public static void print(ClientSettings settings, Request request, PrintStream out) {
        DropReference drop = DropReference.find(settings, request.drop());
        String stream = request.stdout() ? "stdout" : "stderr";
        try (ResultsApi api = ResultsApi.connect(settings)) {
            new TaskLogPrinter(api, drop, stream, out).print(request);
        }
    }

    private void print(Request request) {
        TaskId task = request.task() == null ? firstFailed() : taskNamed(request.task());
        String path = drop.path() + "/tasks/" + task + "/log?stream=" + stream;
        String range = "bytes=-" + Math.min(request.most(), MOST_AT_ONCE);
        Optional<ResultsApi.TextPart> part = api.part(path, range);
        while (part.isEmpty() && request.follow() && !hasEnded()) {
            LockSupport.parkNanos(LOOK);
            part = api.part(path, range);
        }
        ResultsApi.TextPart log = part.or(() -> api.part(path, range))
                .orElseThrow(() -> new CliException("task " + task + " has left no " + stream
                        + ": it has not ended, or has written nothing there"
                        + (request.follow() ? "" : "; --follow waits for it")));
        if (log.from() > 0) {
            out.println("... the last " + log.bytes().length + " of " + log.all()
                    + " bytes; all of them: dropbatch download " + drop.name() + " --logs");
        }
        out.write(log.bytes(), 0, log.bytes().length);
        out.flush();
    }

    private boolean hasEnded() {
        return api.get(drop.path(), DropStatus.class).state().isFinal();
    }

    private TaskId firstFailed() {
        TaskSummary[] failed = api.get(drop.path() + "/tasks?state=failed&limit=1", TaskSummary[].class);
        if (failed.length == 0) {
            throw CliException.wrongUse("no task of " + drop.name() + " is known to have failed: name one, such as"
                    + " 0-000001; 'dropbatch tasks " + drop.name() + "' lists them");
        }
        return failed[0].task();
    }

    private TaskId taskNamed(String text) {
        if (TaskId.isLegal(text)) {
            return new TaskId(text);
        }
        if (text.matches("[1-9][0-9]{0,6}")) {
            return TaskId.of(0, Integer.parseInt(text));
        }
        String next = drop.path() + "/tasks?limit=1000";
        while (next != null) {
            ResultsApi.Page<TaskSummary[]> page = api.page(next, TaskSummary[].class);
            for (TaskSummary task : page.values()) {
                if (task.name().equals(text)) {
                    return task.task();
                }
            }
            next = page.next();
        }
        throw CliException.wrongUse("no task of " + drop.name() + " is called '" + text + "': 'dropbatch tasks "
                + drop.name() + "' lists them");
    }
}
