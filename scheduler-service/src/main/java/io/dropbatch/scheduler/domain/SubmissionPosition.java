package io.dropbatch.scheduler.domain;

/**
 * How far a job's tasks have been handed to Batch.
 *
 * @param slice the next one of the level
 * @param offset where, in the record of the level below, the inputs of a merge slice begin
 */
public record SubmissionPosition(int level, int slice, long offset) {

    static SubmissionPosition startOf(int level) {
        return new SubmissionPosition(level, 0, 0);
    }

    /** Whether nothing of the level was handed over yet. */
    public boolean isStartOf(int other) {
        return level == other && slice == 0;
    }
}
