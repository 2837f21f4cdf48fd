package io.dropbatch.scheduler.app;

import io.dropbatch.scheduler.app.port.Answer;

/**
 * What became of a slice.
 *
 * @param nextOffset where the next slice's inputs begin
 * @param last whether no slice of the level follows
 */
record Handed(Answer answer, long nextOffset, boolean last) {

    static Handed not(Answer refusal) {
        return new Handed(refusal, 0, false);
    }
}
