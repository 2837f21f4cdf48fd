package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.outcome.Failure;
import java.time.Duration;

/** What Batch made of a request. */
public sealed interface BatchAnswer {

    /** It is so, now or already. */
    record Done() implements BatchAnswer {}

    /**
     * Not now, but perhaps later.
     *
     * @param pause that Batch asks for at least; zero when it names none
     */
    record NotNow(Failure reason, Duration pause) implements BatchAnswer {}

    /** The account holds as many jobs or pools as it may. */
    record Full(Failure reason) implements BatchAnswer {}

    /** Never. */
    record Never(Failure reason) implements BatchAnswer {}

    static BatchAnswer done() {
        return new Done();
    }
}
