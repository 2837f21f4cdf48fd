package io.dropbatch.localazure.batch;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** The limit and the pace that all tests of this module wait with. */
public final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PACE = Duration.ofMillis(5);

    private Await() {}

    public static void until(String what, Callable<Boolean> holds) {
        await(what).atMost(LIMIT).pollInterval(PACE).until(holds);
    }
}
