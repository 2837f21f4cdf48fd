package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.outcome.Failure;
import java.time.Duration;

/** Batch's answer to a request. */
public sealed interface BatchAnswer {

    /** The request is fulfilled, now or already before. */
    record Done() implements BatchAnswer {}

    /**
     * The request cannot be fulfilled now, but may be later.
     *
     * @param pause that Batch asks for at least; zero when it names none
     */
    record NotNow(Failure reason, Duration pause) implements BatchAnswer {}

    /** The account holds as many jobs or pools as it may. */
    record Full(Failure reason) implements BatchAnswer {}

    /** The request can never be fulfilled. */
    record Never(Failure reason) implements BatchAnswer {}

    static BatchAnswer done() {
        return new Done();
    }
}
