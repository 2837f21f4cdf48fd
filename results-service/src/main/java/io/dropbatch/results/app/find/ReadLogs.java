package io.dropbatch.results.app.find;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.app.port.TaskOutputs;
import io.dropbatch.results.domain.StoredBlob;
import java.io.InputStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds and opens the log that the last run of a task left in storage. */
public final class ReadLogs {

    /** Logs stand before outputs in the listing of a run's folder, and a task has few runs. */
    private static final int MOST_LISTED = 10_000;

    private final DropAccountStore accounts;
    private final TaskOutputs outputs;

    public ReadLogs(DropAccountStore accounts, TaskOutputs outputs) {
        this.accounts = accounts;
        this.outputs = outputs;
    }

    /** What a command writes to. */
    public enum LogStream {
        STDOUT,
        STDERR;

        String file() {
            return "/logs/" + name().toLowerCase(Locale.ROOT) + ".txt";
        }
    }

    /** Empty when there is no such drop, or the task has not ended, or has written nothing. */
    public Optional<StoredBlob> find(SubmissionId submission, TaskId task, LogStream stream) {
        return accounts.find(submission)
                .map(held -> ListTasks.jobOf(held.account().status()))
                .flatMap(job -> latest(job, task, stream));
    }

    /** A task that a retried job took over was run by an earlier attempt. */
    private Optional<StoredBlob> latest(JobId job, TaskId task, LogStream stream) {
        return IntStream.iterate(job.attempt(), attempt -> attempt > 0, attempt -> attempt - 1)
                .mapToObj(attempt -> inAttempt(JobId.of(job.submission(), attempt), task, stream))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** {@code bytes} bytes of a log beginning with byte {@code from}; the caller closes it. */
    public Optional<InputStream> open(StoredBlob log, long from, long bytes) {
        return outputs.open(log.path(), from, bytes);
    }

    private Optional<StoredBlob> inAttempt(JobId job, TaskId task, LogStream stream) {
        String folder = OutputLayout.task(job, task) + "/";
        try (Stream<StoredBlob> listed = outputs.list(folder)) {
            return listed.limit(MOST_LISTED)
                    .filter(blob -> isLogOfRun(blob.path().substring(folder.length()), stream))
                    .max(Comparator.comparing(StoredBlob::lastModified));
        }
    }

    /** An output may have a log's name, but not in the place of one. */
    private static boolean isLogOfRun(String path, LogStream stream) {
        int run = path.indexOf('/');
        return run > 0 && path.substring(run).equals(stream.file());
    }
}
