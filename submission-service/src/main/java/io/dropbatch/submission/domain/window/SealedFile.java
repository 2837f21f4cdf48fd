package io.dropbatch.submission.domain.window;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.planning.drop.SeenBlob;
import org.jspecify.annotations.Nullable;

/**
 * A file of a sealed window.
 *
 * @param refusal why it does not become a task; absent when it does
 * @param failedJob the job that it failed in before, if somebody asked for another try
 */
public record SealedFile(
        SeenBlob blob, @Nullable Failure refusal, @Nullable JobId failedJob) {

    boolean isTask() {
        return refusal == null;
    }
}
