package io.dropbatch.bus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GaugeFamilyTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final GaugeFamily family = new GaugeFamily(meters, "dropbatch.test", "A test");

    @Test
    void shows_what_was_set_last() {
        family.set(Map.of(Tags.of("pool", "a"), 1, Tags.of("pool", "b"), 2));
        Meter kept = meters.get("dropbatch.test").tag("pool", "b").meter();

        family.set(Map.of(Tags.of("pool", "b"), 3, Tags.of("pool", "c"), 4));

        assertThat(meters.find("dropbatch.test").tag("pool", "a").gauge()).isNull();
        assertThat(value("b")).isEqualTo(3);
        assertThat(value("c")).isEqualTo(4);
        assertThat(meters.get("dropbatch.test").tag("pool", "b").meter()).isSameAs(kept);
    }

    @Test
    void shows_nothing_once_nothing_is_left() {
        family.set(Map.of(Tags.of("pool", "a"), 1));

        family.set(Map.of());

        assertThat(meters.getMeters()).isEmpty();
    }

    private double value(String pool) {
        return meters.get("dropbatch.test").tag("pool", pool).gauge().value();
    }
}
