package io.dropbatch.model.workload.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dropbatch.model.workload.sweep.RandomRange.Distribution;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ParameterSweepTest {

    private static final SweepAxis THICKNESS = SweepAxis.of("THICKNESS", List.of("1", "2.50", "oak"));
    private static final SweepAxis LOAD = SweepAxis.steps("LOAD", BigDecimal.ZERO, BigDecimal.ONE, 2);

    @Test
    void the_first_parameter_of_a_product_changes_slowest() {
        ParameterSweep sweep = new ParameterSweep(List.of(THICKNESS, LOAD), false, null);

        assertThat(sweep.size()).isEqualTo(6);
        assertThat(LongStream.range(0, 6).mapToObj(sweep::setting))
                .containsExactly(
                        Map.of("THICKNESS", "1", "LOAD", "0"),
                        Map.of("THICKNESS", "1", "LOAD", "1"),
                        Map.of("THICKNESS", "2.50", "LOAD", "0"),
                        Map.of("THICKNESS", "2.50", "LOAD", "1"),
                        Map.of("THICKNESS", "oak", "LOAD", "0"),
                        Map.of("THICKNESS", "oak", "LOAD", "1"));
    }

    @Test
    void zipped_parameters_change_together() {
        SweepAxis name = SweepAxis.of("NAME", List.of("a", "b", "c"));
        ParameterSweep sweep = new ParameterSweep(List.of(THICKNESS, name), true, null);

        assertThat(sweep.size()).isEqualTo(3);
        assertThat(sweep.setting(2)).isEqualTo(Map.of("THICKNESS", "oak", "NAME", "c"));
        assertThatThrownBy(() -> new ParameterSweep(List.of(THICKNESS, LOAD), true, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void steps_are_decimal() {
        SweepAxis tenths = SweepAxis.steps("X", new BigDecimal("0"), new BigDecimal("1.0"), 11);
        SweepAxis thirds = SweepAxis.steps("X", new BigDecimal("0"), new BigDecimal("-1"), 4);
        SweepAxis large = SweepAxis.steps("X", new BigDecimal("1e3"), new BigDecimal("1e300"), 2);

        assertThat(values(tenths))
                .containsExactly("0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1");
        assertThat(values(thirds)).containsExactly("0", "-0.333333333333333", "-0.666666666666667", "-1");
        assertThat(values(large)).containsExactly("1000", "1E+300");
    }

    private static List<String> values(SweepAxis axis) {
        return IntStream.range(0, axis.size()).mapToObj(axis::value).toList();
    }

    @Test
    void a_product_beyond_counting_does_not_wrap_around() {
        SweepAxis million = SweepAxis.steps("X", BigDecimal.ZERO, BigDecimal.ONE, 1_000_000);

        assertThat(new ParameterSweep(List.of(million, million, million), false, null).size())
                .isEqualTo(1_000_000_000_000_000_000L);
        assertThat(new ParameterSweep(List.of(million, million, million, million), false, null).size())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_seed_draws_the_same_values_whatever_else_is_drawn() {
        RandomRange rate = range("RATE", Distribution.LOG_UNIFORM, "0.0001", "1");
        RandomRange decay = range("DECAY", Distribution.UNIFORM, "0", "1");
        ParameterSweep alone = drawn(3, 7, rate);
        ParameterSweep more = drawn(100, 7, decay, rate);

        assertThat(LongStream.range(0, 3).mapToObj(i -> more.setting(i).get("RATE")))
                .isEqualTo(LongStream.range(0, 3)
                        .mapToObj(i -> alone.setting(i).get("RATE"))
                        .toList());
        assertThat(drawn(3, 8, rate).setting(0)).isNotEqualTo(alone.setting(0));
        assertThat(more.names()).containsExactly("DECAY", "RATE");
    }

    @Test
    void draws_are_distributed_as_said() {
        ParameterSweep sweep = drawn(
                20_000,
                1,
                range("U", Distribution.UNIFORM, "2", "4"),
                range("N", Distribution.NORMAL, "10", "2"),
                range("L", Distribution.LOG_UNIFORM, "0.01", "100"));

        double[] uniform = numbers(sweep, "U");
        double[] normal = numbers(sweep, "N");
        double[] logs = LongStream.range(0, 20_000)
                .mapToDouble(i -> Math.log10(Double.parseDouble(sweep.setting(i).get("L"))))
                .toArray();

        assertThat(mean(uniform)).isCloseTo(3, within(0.02));
        assertThat(deviation(uniform)).isCloseTo(2 / Math.sqrt(12), within(0.01));
        assertThat(Arrays.stream(uniform).boxed()).allMatch(value -> value >= 2 && value <= 4);
        assertThat(mean(normal)).isCloseTo(10, within(0.05));
        assertThat(deviation(normal)).isCloseTo(2, within(0.03));
        assertThat(mean(logs)).isCloseTo(0, within(0.035));
        assertThat(Arrays.stream(logs).boxed()).allMatch(value -> value >= -2 && value <= 2);
    }

    @Test
    void each_combination_meets_the_same_draws() {
        RandomDraws draws = new RandomDraws(2, 1, List.of(range("U", Distribution.UNIFORM, "0", "1")));
        ParameterSweep sweep = new ParameterSweep(List.of(THICKNESS), false, draws);

        assertThat(sweep.size()).isEqualTo(6);
        assertThat(sweep.setting(1)).containsEntry("THICKNESS", "1");
        assertThat(sweep.setting(2)).containsEntry("THICKNESS", "2.50");
        assertThat(sweep.setting(3).get("U")).isEqualTo(sweep.setting(1).get("U"));
    }

    private static RandomRange range(String name, Distribution distribution, String first, String second) {
        return new RandomRange(name, distribution, new BigDecimal(first), new BigDecimal(second));
    }

    private static ParameterSweep drawn(int draws, long seed, RandomRange... ranges) {
        return new ParameterSweep(List.of(), false, new RandomDraws(draws, seed, List.of(ranges)));
    }

    private static double[] numbers(ParameterSweep sweep, String name) {
        return LongStream.range(0, sweep.size())
                .mapToDouble(i -> Double.parseDouble(sweep.setting(i).get(name)))
                .toArray();
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double... values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }
}
