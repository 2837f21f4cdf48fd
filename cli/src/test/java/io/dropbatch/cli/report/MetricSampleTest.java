package io.dropbatch.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricSampleTest {

    @Test
    void has_labels_that_may_hold_anything() {
        assertThat(MetricSample.parse("a_total{x=\"1\",y=\"a \\\"b\\\", {c}\\\\\"} 2.5E-3 1700000000000"))
                .isEqualTo(new MetricSample("a_total", Map.of("x", "1", "y", "a \"b\", {c}\\"), 0.0025));
    }

    @Test
    void may_have_none() {
        assertThat(MetricSample.parse("a_seconds 1.0")).isEqualTo(new MetricSample("a_seconds", Map.of(), 1));
    }

    @Test
    void reads_values_that_are_no_numbers() {
        assertThat(MetricSample.parse("a NaN").value()).isNaN();
        assertThat(MetricSample.parse("a +Inf").value()).isInfinite().isPositive();
    }
}
