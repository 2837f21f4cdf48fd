package io.dropbatch.scheduler.app.level;

import io.dropbatch.scheduler.app.port.BatchAnswer;

/**
 * The result of handing over a slice.
 *
 * @param nextOffset where the next slice's inputs begin
 * @param last whether no slice of the level follows
 */
public record SliceSubmission(BatchAnswer answer, long nextOffset, boolean last) {

    static SliceSubmission not(BatchAnswer refusal) {
        return new SliceSubmission(refusal, 0, false);
    }
}
