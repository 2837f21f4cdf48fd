package io.dropbatch.localazure.batch.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How people write limits. */
class TaskLimitsTextTest {

    @ParameterizedTest
    @CsvSource({
        "4194304, 4194304",
        "4096k, 4194304",
        "512m, 536870912",
        "512M, 536870912",
        "2g, 2147483648",
        "1024t, 1125899906842624"
    })
    void memory_is_bytes_or_a_number_with_a_unit(String text, long bytes) {
        assertThat(TaskLimits.NONE.withMemory(text).memory()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"0.01, 10", "0.5, 500", "2, 2000", "1.25, 1250", "1024, 1024000"})
    void processors_are_cores_or_parts_of_one(String text, long millicores) {
        assertThat(TaskLimits.NONE.withCpu(text).millicores()).isEqualTo(millicores);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "1m",
                "4194303",
                "9999999999999999t",
                "1025t",
                "12mb",
                "1.5g",
                "512 m",
                "0x10",
                "\u0661g",
                "max"
            })
    void memory_that_makes_no_sense_is_refused_with_what_was_given(String text) {
        assertThatThrownBy(() -> TaskLimits.NONE.withMemory(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(": " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0.009", "1024.001", "-1", ".5", "1.", "1e3", "0,5", "half", "99999", "NaN"})
    void processors_that_make_no_sense_are_refused_with_what_was_given(String text) {
        assertThatThrownBy(() -> TaskLimits.NONE.withCpu(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(": " + text);
    }

    @Test
    void none_lifts_a_limit_and_slots_multiply_it() {
        TaskLimits limits = TaskLimits.NONE.withCpu("0.5").withMemory("64m");

        assertThat(limits.times(4)).isEqualTo(new TaskLimits(2000L, 256L << 20));
        assertThat(limits.withCpu("none").withMemory("none").none()).isTrue();
        assertThat(TaskLimits.NONE.times(4)).isEqualTo(TaskLimits.NONE);
    }
}
