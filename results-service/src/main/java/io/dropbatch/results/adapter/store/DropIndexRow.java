package io.dropbatch.results.adapter.store;

import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of an index of submissions.
 *
 * @param acceptedAt of a submission without an outcome; absent while it is not accepted, in other indices, and in rows that
 *     an earlier version wrote
 */
record DropIndexRow(SubmissionId submission, @Nullable Instant acceptedAt) {}
