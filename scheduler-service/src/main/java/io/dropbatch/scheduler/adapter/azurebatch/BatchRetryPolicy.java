package io.dropbatch.scheduler.adapter.azurebatch;

import io.dropbatch.model.retry.Backoff;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how long to wait for Batch within one request of the scheduler's.
 *
 * @param longest total time of waiting, after which the request is given back
 */
record BatchRetryPolicy(Backoff backoff, Duration longest) {

    static final BatchRetryPolicy STANDARD = new BatchRetryPolicy(
            Backoff.doubling(Duration.ofMillis(250), Duration.ofSeconds(5))
                    .withFullJitter(() -> ThreadLocalRandom.current().nextDouble()),
            Duration.ofSeconds(15));

    /**
     * The pause after so many failures in a row.
     *
     * @param asked the pause that Batch asks for; the back-off is added to it, because other clients got the same pause
     */
    Duration pause(int failures, Duration asked) {
        return asked.plus(backoff.after(failures));
    }
}
