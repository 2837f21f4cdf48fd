package io.dropbatch.planning.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskHarnessTest {

    /** How a node's agent reads escapes is documented nowhere; single quotes are what Batch's own samples use. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                TaskHarness.PREPARE_COMMAND,
                TaskHarness.TASK_COMMAND,
                TaskHarness.COORDINATION_COMMAND,
                TaskHarness.RELEASE_COMMAND
            })
    void quotes_a_command_line_by_single_quotes_only(String line) {
        assertThat(line).matches("/bin/sh -c '[^'\\\\]+'");
    }
}
