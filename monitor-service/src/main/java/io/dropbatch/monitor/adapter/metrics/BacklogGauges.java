package io.dropbatch.monitor.adapter.metrics;

import io.dropbatch.monitor.app.port.BacklogTelemetry;
import io.dropbatch.monitor.app.port.UnreadableBacklogException;
import io.dropbatch.monitor.domain.EntityBacklog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the last reading of the bus as gauges. They have no value any more when the last reading is older than three
 * periods, and an entity that is gone has none at once.
 */
public final class BacklogGauges implements BacklogTelemetry {

    private static final Logger LOG = LoggerFactory.getLogger("io.dropbatch.monitor");
    private static final int PERIODS = 3;

    private final MultiGauge messages;
    private final MultiGauge oldest;
    private final Counter failures;
    private final Clock clock;
    private final Duration longest;
    private final Map<String, EntityBacklog> entities = new ConcurrentHashMap<>();
    private volatile Instant readAt = Instant.MIN;
    private volatile boolean told;

    /** @param every how often the bus is read */
    public BacklogGauges(MeterRegistry meters, Clock clock, Duration every) {
        this.messages = MultiGauge.builder("dropbatch.bus.messages")
                .description("Messages in each queue and subscription of the bus, by what they wait for")
                .register(meters);
        this.oldest = MultiGauge.builder("dropbatch.bus.oldest.message")
                .description(
                        "How long the oldest active message of each queue and subscription has waited; 0 without one")
                .baseUnit("seconds")
                .register(meters);
        this.failures = Counter.builder("dropbatch.bus.read.failures")
                .description("Readings of the bus that failed; its gauges have no value after three in a row")
                .register(meters);
        this.clock = clock;
        this.longest = every.multipliedBy(PERIODS);
    }

    @Override
    public void read(List<EntityBacklog> read, Instant at) {
        readAt = at;
        told = false;
        read.forEach(entity -> entities.put(entity.entity(), entity));
        entities.keySet().retainAll(read.stream().map(EntityBacklog::entity).toList());
        messages.register(read.stream().flatMap(entity -> rows(entity).stream()).toList());
        oldest.register(read.stream()
                .map(entity -> row(Tags.of("entity", entity.entity()), entity.entity(), this::age))
                .toList());
    }

    private List<Row<?>> rows(EntityBacklog entity) {
        List<Row<?>> rows = new ArrayList<>();
        String name = entity.entity();
        rows.add(row(state(name, "active"), name, EntityBacklog::active));
        rows.add(row(state(name, "dead-letter"), name, EntityBacklog::deadLetters));
        if (entity.scheduled() != null) {
            rows.add(row(state(name, "scheduled"), name, BacklogGauges::scheduled));
        }
        return rows;
    }

    private Row<?> row(Tags tags, String entity, ToDoubleFunction<EntityBacklog> value) {
        return Row.of(tags, this, gauges -> gauges.value(entity, value));
    }

    private static Tags state(String entity, String state) {
        return Tags.of("entity", entity, "state", state);
    }

    private double value(String entity, ToDoubleFunction<EntityBacklog> value) {
        @Nullable EntityBacklog backlog = entities.get(entity);
        boolean isStale = readAt.plus(longest).isBefore(clock.instant());
        return backlog == null || isStale ? Double.NaN : value.applyAsDouble(backlog);
    }

    private static double scheduled(EntityBacklog backlog) {
        return backlog.scheduled() == null ? Double.NaN : backlog.scheduled();
    }

    private double age(EntityBacklog backlog) {
        if (backlog.active() == 0) {
            return 0;
        }
        @Nullable Instant since = backlog.oldestSince();
        return since == null ? Double.NaN : Duration.between(since, readAt).toMillis() / 1000.0;
    }

    @Override
    public void readFailed(UnreadableBacklogException cause) {
        failures.increment();
        // One line, until it works again: what is wrong is the same each time.
        if (!told) {
            told = true;
            LOG.atWarn()
                    .addKeyValue("explanation", cause.getMessage())
                    .log("cannot read what waits in the bus; everything else goes on");
        }
    }
}
