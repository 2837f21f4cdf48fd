package io.dropbatch.results.domain;

import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A drop, or a file that is a drop by itself, that has just got its outcome.
 *
 * @param triggeredAt when its trigger was uploaded; absent when nobody can read that any more
 * @param lastTaskEnd when the last of its tasks ended, by Batch's clock; absent when the outcome does not come from a look
 *     at its tasks
 */
public record ConcludedDrop(
        SubmissionId submission,
        JobOutcome outcome,
        @Nullable Instant triggeredAt,
        @Nullable Instant lastTaskEnd) {}
