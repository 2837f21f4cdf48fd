package io.dropbatch.localazure.batch.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.localazure.batch.node.failure.RunFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines are split, not interpreted. */
class CommandLineTest {

    @Test
    void splits_by_the_rules_of_posix_quoting() throws Exception {
        assertThat(CommandLine.split("/bin/sh -c 'echo \"$A\"; exit 3'"))
                .containsExactly("/bin/sh", "-c", "echo \"$A\"; exit 3");
        assertThat(CommandLine.split("a \"b c\\\" \\\\ \\n $x\" d\\ e '' f'g'\"h\""))
                .containsExactly("a", "b c\" \\ \\n $x", "d e", "", "fgh");
        assertThat(CommandLine.split("  a\t b\n")).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a 'b", "a \"b", "a \\"})
    void refuses_what_is_empty_or_not_closed(String line) {
        assertThatThrownBy(() -> CommandLine.split(line)).isInstanceOf(RunFailure.class);
    }
}
