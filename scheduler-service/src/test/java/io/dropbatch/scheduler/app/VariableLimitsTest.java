package io.dropbatch.scheduler.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableLimitsTest {

    private static final String NAME = "DROPBATCH_INPUTS";

    @Test
    void one_variable_has_as_much_room_as_linux_gives_it() {
        String full = "x".repeat(VariableLimits.LARGEST - NAME.length() - 2);

        assertThat(VariableLimits.objection(Map.of(NAME, full))).isEmpty();
        assertThat(VariableLimits.objection(Map.of(NAME, full + "x")))
                .hasValueSatisfying(failure ->
                        assertThat(failure.message()).contains("131,072 bytes", NAME + " has 131,073", "shared file"));
    }

    @Test
    void counts_bytes_not_characters() {
        assertThat(VariableLimits.objection(Map.of(NAME, "ü".repeat(VariableLimits.LARGEST / 2))))
                .isPresent();
    }

    @Test
    void all_variables_together_leave_room_for_the_command() {
        Map<String, String> nine = IntStream.range(0, 8)
                .boxed()
                .collect(Collectors.toMap(i -> "A" + i, i -> "x".repeat(VariableLimits.LARGEST - 4)));
        assertThat(VariableLimits.objection(nine)).isEmpty();

        Map<String, String> more = new TreeMap<>(nine);
        more.put("B", "");
        assertThat(VariableLimits.objection(more))
                .hasValueSatisfying(failure -> assertThat(failure.message()).contains("1,048,576 bytes in all"));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1"})
    void linux_agrees(int more, int refused) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/true");
        builder.environment().put(NAME, "x".repeat(VariableLimits.LARGEST - NAME.length() - 2 + more));

        assertThat(starts(builder) ? 0 : 1).isEqualTo(refused);
    }

    private static boolean starts(ProcessBuilder builder) throws InterruptedException {
        try {
            return builder.start().waitFor() == 0;
        } catch (IOException tooLarge) {
            return false;
        }
    }
}
