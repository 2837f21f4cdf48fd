package io.dropbatch.monitor.adapter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.monitor.app.port.UnreadableBacklogException;
import io.dropbatch.monitor.domain.EntityBacklog;
import io.dropbatch.testing.SettableClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogGaugesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final EntityBacklog WORK =
            new EntityBacklog("scheduler-work", 7, 3L, 1, NOW.minus(Duration.ofSeconds(90)));
    private static final EntityBacklog JOBS = new EntityBacklog("jobs/monitor", 0, null, 2, null);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SettableClock clock = new SettableClock(NOW);
    private final BacklogGauges gauges = new BacklogGauges(meters, clock, Duration.ofSeconds(15));

    @Test
    void shows_what_was_read_of_each_entity() {
        gauges.read(List.of(WORK, JOBS), NOW);

        assertThat(messages("scheduler-work", "active")).isEqualTo(7);
        assertThat(messages("scheduler-work", "scheduled")).isEqualTo(3);
        assertThat(messages("scheduler-work", "dead-letter")).isEqualTo(1);
        assertThat(messages("jobs/monitor", "dead-letter")).isEqualTo(2);
        assertThat(oldest("scheduler-work")).isEqualTo(90);
        assertThat(oldest("jobs/monitor")).isZero();
        assertThat(meters.find("dropbatch.bus.messages")
                        .tags("entity", "jobs/monitor", "state", "scheduled")
                        .gauge())
                .isNull();
    }

    @Test
    void shows_nothing_that_is_older_than_three_periods() {
        gauges.read(List.of(WORK), NOW);

        clock.advance(Duration.ofSeconds(45));
        assertThat(messages("scheduler-work", "active")).isEqualTo(7);

        clock.advance(Duration.ofSeconds(1));
        assertThat(messages("scheduler-work", "active")).isNaN();
        assertThat(oldest("scheduler-work")).isNaN();
    }

    @Test
    void an_entity_that_is_gone_is_shown_no_more() {
        gauges.read(List.of(WORK, JOBS), NOW);

        gauges.read(List.of(JOBS), NOW);

        assertThat(meters.find("dropbatch.bus.messages")
                        .tag("entity", "scheduler-work")
                        .gauges())
                .isEmpty();
        assertThat(meters.find("dropbatch.bus.oldest.message").gauges()).hasSize(1);
    }

    @Test
    void an_age_that_nobody_can_tell_has_no_value() {
        gauges.read(List.of(new EntityBacklog("jobs/all", 5, null, 0, null)), NOW);

        assertThat(messages("jobs/all", "active")).isEqualTo(5);
        assertThat(oldest("jobs/all")).isNaN();
    }

    @Test
    void counts_readings_that_failed() {
        gauges.readFailed(new UnreadableBacklogException("no right", new IllegalStateException()));
        gauges.readFailed(new UnreadableBacklogException("no right", new IllegalStateException()));

        assertThat(meters.get("dropbatch.bus.read.failures").counter().count()).isEqualTo(2);
    }

    private double messages(String entity, String state) {
        return meters.get("dropbatch.bus.messages")
                .tags("entity", entity, "state", state)
                .gauge()
                .value();
    }

    private double oldest(String entity) {
        Gauge gauge =
                meters.get("dropbatch.bus.oldest.message").tag("entity", entity).gauge();
        assertThat(gauge.getId().getBaseUnit()).isEqualTo("seconds");
        return gauge.value();
    }
}
