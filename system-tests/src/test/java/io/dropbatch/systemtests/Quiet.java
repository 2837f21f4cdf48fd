package io.dropbatch.systemtests;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.awaitility.Awaitility;

/** Tells when services handle no more messages, by what they count themselves. */
final class Quiet {

    /** How many messages a service has handled since it started. */
    static final String COUNTER = "dropbatch_messages_seconds_count";

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(1);

    private double last = -1;
    private long since;

    private Quiet() {}

    static void await(List<String> services) {
        Quiet quiet = new Quiet();
        Awaitility.await("the services to be quiet").atMost(House.LIMIT).until(() -> quiet.isQuiet(services));
    }

    private boolean isQuiet(List<String> services) {
        double now = 0;
        for (String service : services) {
            OptionalDouble handled = Metrics.read(service, COUNTER);
            if (handled.isEmpty()) {
                last = -1;
                return false;
            }
            now += handled.getAsDouble();
        }
        if (now != last) {
            last = now;
            since = System.nanoTime();
            return false;
        }
        return System.nanoTime() - since > LONG_ENOUGH.toNanos();
    }
}
