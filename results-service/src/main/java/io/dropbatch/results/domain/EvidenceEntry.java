package io.dropbatch.results.domain;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.result.CarriedTask;
import io.dropbatch.model.result.TaskRecord;

/** One entry of the comparison between a level's records and its listing. */
public sealed interface EvidenceEntry {

    /** A task that Batch has ended, with what it uploaded. */
    record OfTask(TaskRecord record, TaskFolder folder) implements EvidenceEntry {}

    /** A task that an earlier attempt has ended, and that the job takes over. */
    record Carried(CarriedTask task) implements EvidenceEntry {}

    /** A task of the level that Batch's record does not hold. */
    record Unaccounted(TaskId task) implements EvidenceEntry {}

    /** A blob that no task of the level can have uploaded. */
    record Stray(StoredBlob blob) implements EvidenceEntry {}
}
