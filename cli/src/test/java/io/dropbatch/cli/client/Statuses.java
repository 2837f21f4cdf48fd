package io.dropbatch.cli.client;

import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import io.dropbatch.model.result.DropStatus.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statuses that say no more than a state, and how far the tasks are. */
public final class Statuses {

    private Statuses() {}

    public static DropStatus of(SubmissionId submission, State state) {
        return of(submission, state, null);
    }

    public static DropStatus of(SubmissionId submission, State state, @Nullable Progress progress) {
        return new DropStatus(
                DropStatus.SCHEMA,
                submission,
                submission.workload().value(),
                state,
                "",
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                progress,
                List.of(),
                0,
                null,
                null,
                null,
                List.of(),
                List.of(),
                IgnoredFiles.NONE,
                LateInputs.NONE);
    }
}
