package io.dropbatch.cli.client;

import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.State;
import java.time.Instant;
import java.util.List;

/** Statuses that say no more than a state. */
public final class Statuses {

    private Statuses() {}

    public static DropStatus of(SubmissionId submission, State state) {
        return new DropStatus(
                DropStatus.SCHEMA,
                submission,
                submission.workload().value(),
                state,
                "",
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
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
