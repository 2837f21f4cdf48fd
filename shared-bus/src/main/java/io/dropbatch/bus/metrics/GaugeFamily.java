package io.dropbatch.bus.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;

/**
 * Gauges of one name whose labels come and go, such as those of pools: each set of labels that was set last has a
 * gauge, and no other has. Safe for use by several threads.
 */
public final class GaugeFamily {

    /** A gauge and what it shows. */
    private static final class Shown {

        private final Gauge gauge;
        private volatile double number;

        Shown(MeterRegistry meters, String name, String description, Tags labels) {
            this.gauge = Gauge.builder(name, this, shown -> shown.number)
                    .description(description)
                    .tags(labels)
                    .register(meters);
        }
    }

    private final MeterRegistry meters;
    private final String name;
    private final String description;
    private final Map<Tags, Shown> all = new HashMap<>();

    public GaugeFamily(MeterRegistry meters, String name, String description) {
        this.meters = meters;
        this.name = name;
        this.description = description;
    }

    /** Sets all numbers; labels that are not among them have no gauge any more. */
    public synchronized void set(Map<Tags, ? extends Number> numbers) {
        all.entrySet().removeIf(before -> {
            boolean gone = !numbers.containsKey(before.getKey());
            if (gone) {
                meters.remove(before.getValue().gauge);
            }
            return gone;
        });
        numbers.forEach((labels, number) ->
                all.computeIfAbsent(labels, added -> new Shown(meters, name, description, added)).number =
                        number.doubleValue());
    }
}
