package io.dropbatch.bus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class WorkloadLimitTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void counts_together_what_is_beyond_the_limit() {
        meters.config().meterFilter(new WorkloadLimit(2));

        count("a");
        count("b");
        count("c");
        count("d");
        count("a");

        assertThat(counted("a")).isEqualTo(2);
        assertThat(counted("b")).isEqualTo(1);
        assertThat(counted("other")).isEqualTo(2);
        assertThat(meters.getMeters()).hasSize(3);
    }

    @Test
    void leaves_other_labels_and_meters_alone() {
        meters.config().meterFilter(new WorkloadLimit(0));

        meters.counter("dropbatch.drops", "workload", "a", "code", "none").increment();
        meters.counter("dropbatch.looks.failed").increment();

        assertThat(meters.get("dropbatch.drops")
                        .tags("workload", "other", "code", "none")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("dropbatch.looks.failed").counter().count()).isEqualTo(1);
    }

    private void count(String workload) {
        meters.counter("dropbatch.drops", "workload", workload).increment();
    }

    private double counted(String workload) {
        return meters.get("dropbatch.drops").tag("workload", workload).counter().count();
    }
}
