package io.dropbatch.submission.app.port;

import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.domain.window.WaitingFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which files wait for a job, and which are done with waiting. */
public interface WindowStore {

    /**
     * What became of a file; made once and kept.
     *
     * @param window the number of the window that it went into; 0 when it went into none
     * @param rejected why it went into none
     */
    record FileDecision(int window, @Nullable SubmissionRejected rejected) {

        public static FileDecision inWindow(int number) {
            return new FileDecision(number, null);
        }

        public static FileDecision rejected(SubmissionRejected rejected) {
            return new FileDecision(0, rejected);
        }
    }

    /** @param failedJob the job that it failed in before; absent for a first try */
    Optional<FileDecision> decision(SubmissionId file, @Nullable JobId failedJob);

    /** Keeps the first decision about a try of a file; returns the one that is kept. */
    FileDecision decide(SubmissionId file, @Nullable JobId failedJob, FileDecision proposed);

    Optional<WaitingFile> findWaiting(SeenBlob blob, @Nullable JobId failedJob);

    /** Lets a file wait unless it waits already for this try; returns it as it is kept. */
    WaitingFile join(WaitingFile file);

    /** Marks a file that waits as cancelled, and lets one wait so that does not wait yet; the first wish counts. */
    void cancel(SeenBlob blob, @Nullable JobId failedJob, CancelRequest request);

    /** The files of a workload that wait, those that were uploaded first. */
    List<WaitingFile> waiting(String folder, int most);

    void leave(WaitingFile file);

    /** The number of the workload's window that is open, from 1. */
    int openWindow(String folder);

    /** Opens the next window, unless another process has. */
    void openNext(String folder, int before);

    /** Up to which upload time the sweep has seen all files of the workload. */
    Instant sweptUntil(String folder);

    void swept(String folder, Instant until);
}
