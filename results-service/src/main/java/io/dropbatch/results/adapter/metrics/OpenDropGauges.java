package io.dropbatch.results.adapter.metrics;

import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.app.port.DropAccountStore.OpenDrops;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Shows how many drops have no outcome yet, as counted last. */
public final class OpenDropGauges {

    private final DropAccountStore accounts;
    private final Clock clock;
    private volatile OpenDrops open = new OpenDrops(0, null);

    public OpenDropGauges(DropAccountStore accounts, MeterRegistry meters, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
        Gauge.builder("dropbatch.drops.open", this, gauges -> gauges.open.count())
                .description("Drops that are accepted and have no outcome yet, at most ten thousand; files that share a"
                        + " job count as one")
                .strongReference(true)
                .register(meters);
        Gauge.builder("dropbatch.drops.oldest.open", this, OpenDropGauges::oldest)
                .description("How long ago the oldest drop without an outcome was accepted; 0 when there is none")
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
    }

    /** Counts once. */
    public void count() {
        open = accounts.countOpen();
    }

    private double oldest() {
        @Nullable Instant oldest = open.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1000.0);
    }
}
