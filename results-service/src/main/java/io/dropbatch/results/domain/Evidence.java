package io.dropbatch.results.domain;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.result.TaskRecord;

/** One thing that a level's records and its listing, laid side by side, show. */
public sealed interface Evidence {

    /** A task that Batch has ended, with what it uploaded. */
    record OfTask(TaskRecord record, TaskFolder folder) implements Evidence {}

    /** A task of the level that Batch's record does not hold. */
    record Unaccounted(TaskId task) implements Evidence {}

    /** A blob that no task of the level can have uploaded. */
    record Stray(StoredBlob blob) implements Evidence {}
}
