package io.dropbatch.scheduler.adapter.azurebatch;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how long to wait for Batch within one request of the scheduler's.
 *
 * @param longest total time of waiting, after which the request is given back
 */
record Patience(Duration first, Duration most, Duration longest) {

    static final Patience STANDARD =
            new Patience(Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(15));

    /** Doubles with each try and is spread, so that many callers do not come back at the same moment. */
    Duration pause(int tries, Duration asked) {
        Duration backOff = first.multipliedBy(1L << Math.min(tries, 10));
        Duration capped = backOff.compareTo(most) > 0 ? most : backOff;
        long spread = ThreadLocalRandom.current().nextLong(capped.toNanos() / 2 + 1);
        Duration pause = capped.dividedBy(2).plusNanos(spread);
        return pause.compareTo(asked) > 0 ? pause : asked;
    }
}
