package io.dropbatch.localazure.batch;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** The limit and the pace that all tests of this module wait with. */
public final class Await {

    /** Far more than anything takes, for machines that do much else. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration PACE = Duration.ofMillis(5);

    private Await() {}

    public static void until(String what, Callable<Boolean> holds) {
        await(what).atMost(LIMIT).pollInterval(PACE).until(holds);
    }
}
