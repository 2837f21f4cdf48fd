package io.dropbatch.planning.plan;

import io.dropbatch.model.outcome.Failure;
import java.util.Optional;

/** Ends the planning of a drop that cannot become a job. */
final class RefusedPlanException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    RefusedPlanException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    static void when(Optional<Failure> failure) throws RefusedPlanException {
        if (failure.isPresent()) {
            throw new RefusedPlanException(failure.get());
        }
    }

    Failure failure() {
        return failure;
    }
}
