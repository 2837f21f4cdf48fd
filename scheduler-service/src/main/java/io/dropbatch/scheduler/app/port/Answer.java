package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.outcome.Failure;
import java.time.Duration;

/** What Batch made of a request. */
public sealed interface Answer {

    /** It is so, now or already. */
    record Done() implements Answer {}

    /**
     * Not now, but perhaps later.
     *
     * @param pause that Batch asks for at least; zero when it names none
     */
    record NotNow(Failure reason, Duration pause) implements Answer {}

    /** The account holds as many jobs or pools as it may. */
    record Full(Failure reason) implements Answer {}

    /** Never. */
    record Never(Failure reason) implements Answer {}

    static Answer done() {
        return new Done();
    }
}
