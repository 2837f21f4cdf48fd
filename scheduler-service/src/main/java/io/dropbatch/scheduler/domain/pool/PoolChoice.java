package io.dropbatch.scheduler.domain.pool;

import io.dropbatch.model.outcome.Failure;
import java.util.List;

/** The result of a workload's request for a pool. */
public sealed interface PoolChoice {

    /**
     * The pool to use.
     *
     * @param notes how it differs from what was asked for, in sentences for a person
     */
    record Chosen(PoolSpec pool, List<String> notes) implements PoolChoice {

        public Chosen {
            notes = List.copyOf(notes);
        }
    }

    /** The requested pool is impossible. */
    record Impossible(Failure failure) implements PoolChoice {}
}
