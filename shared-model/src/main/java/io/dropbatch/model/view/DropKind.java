package io.dropbatch.model.view;

import io.dropbatch.model.drop.DropTrigger;

/** What a submission stands for; what can be done with each means something else. */
public enum DropKind {
    /** Files that a trigger completed, with a job of their own. */
    DROP,

    /** A file that is a drop by itself and shares its job with others. */
    FILE,

    /** A job that such files share. */
    SHARED_JOB;

    public static DropKind of(DropTrigger trigger) {
        if (DropTrigger.isReserved(trigger.path())) {
            return SHARED_JOB;
        }
        return trigger.completesDrop() ? DROP : FILE;
    }
}
