package io.dropbatch.cli.client.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterOptionsTest {

    @Test
    void keeps_values_as_they_are_given() {
        assertThat(ParameterOptions.parse(List.of("A=1=2", "b= x ", "EMPTY=", "QUOTED=\"q\"")))
                .isEqualTo(Map.of("A", "1=2", "b", " x ", "EMPTY", "", "QUOTED", "\"q\""));
    }

    @Test
    void refuses_what_would_get_lost() {
        assertThatThrownBy(() -> ParameterOptions.parse(List.of("SEED"))).hasMessageContaining("NAME=VALUE");
        assertThatThrownBy(() -> ParameterOptions.parse(List.of("=7"))).hasMessageContaining("NAME=VALUE");
        assertThatThrownBy(() -> ParameterOptions.parse(List.of("A=1", "A=2")))
                .hasMessageContaining("A is given twice");
        assertThatThrownBy(() -> ParameterOptions.parse(List.of("a=1", "A=2")))
                .hasMessageContaining("once as a: case does not count");
    }
}
