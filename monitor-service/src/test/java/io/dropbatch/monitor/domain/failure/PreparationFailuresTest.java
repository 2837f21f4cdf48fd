package io.dropbatch.monitor.domain.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparationFailuresTest {

    private static final NodePreparation FAILED = on("node-1", NodePreparation.State.FAILED);

    @Test
    void is_decisive_only_when_it_failed_wherever_it_was_tried() {
        assertThat(PreparationFailures.decisive(List.of())).isEmpty();
        assertThat(PreparationFailures.decisive(List.of(FAILED))).contains(FAILED);
        assertThat(PreparationFailures.decisive(List.of(FAILED, on("node-2", NodePreparation.State.RUNNING))))
                .isEmpty();
        assertThat(PreparationFailures.decisive(List.of(FAILED, on("node-2", NodePreparation.State.SUCCEEDED))))
                .isEmpty();
    }

    @Test
    void the_last_words_of_the_script_name_the_reason() {
        byte[] stderr = "tar: broken\ndropbatch: application-missing: the application 'a/1' is empty\n"
                .getBytes(StandardCharsets.UTF_8);

        Failure failure = PreparationFailures.of(FAILED, stderr);

        assertThat(failure.code()).isEqualTo(FailureCode.APPLICATION_MISSING);
        assertThat(failure.message()).isEqualTo("the application 'a/1' is empty");
        assertThat(failure.stderrTail()).startsWith("tar: broken");
    }

    @Test
    void without_them_node_exit_code_and_batch_have_to_do() {
        Failure failure = PreparationFailures.of(FAILED, null);

        assertThat(failure.code()).isEqualTo(FailureCode.PREPARATION);
        assertThat(failure.message()).contains("node-1", "exit code 70", "FailureExitCode", "the task failed");
    }

    @Test
    void an_unknown_reason_is_a_failed_preparation() {
        byte[] stderr = "dropbatch: no-such-code: words\n".getBytes(StandardCharsets.UTF_8);

        assertThat(PreparationFailures.of(FAILED, stderr).code()).isEqualTo(FailureCode.PREPARATION);
    }

    private static NodePreparation on(String node, NodePreparation.State state) {
        return new NodePreparation(
                "pool",
                node,
                state,
                70,
                null,
                BatchProblem.of(FailureCode.USER_EXIT, "FailureExitCode", "the task failed"));
    }
}
