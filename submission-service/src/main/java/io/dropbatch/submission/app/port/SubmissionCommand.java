package io.dropbatch.submission.app.port;

import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.ScheduledCommand;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The commands that submission-service sends to itself. */
public sealed interface SubmissionCommand extends ScheduledCommand {

    /** Looks whether the files of a workload that starts on each file are to become a job. */
    record CheckWindow(String folder, String key, @Nullable Instant notBefore) implements SubmissionCommand {

        public static CheckWindow at(Instant time, String folder) {
            return new CheckWindow(folder, folder + "@" + time.toEpochMilli(), time);
        }

        /** Looks at once at the window that was just opened. */
        public static CheckWindow next(String folder, int window) {
            return new CheckWindow(folder, folder + "#" + window, null);
        }
    }

    /** Lets the files of a sealed window leave, and opens the next. */
    record FinishWindow(String folder, int number) implements SubmissionCommand {

        @Override
        public String key() {
            return folder + "#" + number;
        }
    }

    /**
     * Looks again what became of a file that somebody wants to be cancelled.
     *
     * @param tries how often it was looked before
     */
    record LocateFile(
            CancelRequested wish, int tries, @Nullable Instant notBefore) implements SubmissionCommand {

        @Override
        public String key() {
            JobId failed = wish.failedJob();
            return wish.submission() + (failed == null ? "" : "-after-" + failed) + ":" + tries;
        }
    }

    /**
     * Looks at a waiting drop again.
     *
     * @param looks how many rechecks were done; negative for an unscheduled look, which schedules no other
     */
    record LookAgain(
            SubmissionId submission,
            int looks,
            String key,
            @Nullable Instant notBefore) implements SubmissionCommand {

        private static final int OUT_OF_TURN = -1;

        public static LookAgain atOnce(SubmissionId submission, Instant now) {
            return new LookAgain(submission, OUT_OF_TURN, submission + "@" + now.toEpochMilli(), null);
        }

        public static LookAgain at(Instant time, SubmissionId submission, int looks) {
            return new LookAgain(submission, looks, submission + ":" + looks, time);
        }
    }
}
