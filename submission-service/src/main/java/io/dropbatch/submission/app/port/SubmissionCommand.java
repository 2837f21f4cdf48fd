package io.dropbatch.submission.app.port;

import io.dropbatch.model.event.ScheduledCommand;
import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The commands that submission-service sends to itself. */
public sealed interface SubmissionCommand extends ScheduledCommand {

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
