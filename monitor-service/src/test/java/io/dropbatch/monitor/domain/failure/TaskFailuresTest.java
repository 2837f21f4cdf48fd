package io.dropbatch.monitor.domain.failure;

import static io.dropbatch.monitor.ExampleWatches.aMarker;
import static io.dropbatch.monitor.ExampleWatches.base64;
import static io.dropbatch.monitor.ExampleWatches.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskMarker.MarkedFailure;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskFailuresTest {

    @Test
    void the_marker_tells_what_the_command_did() {
        Failure failure = TaskFailures.of(failed(7), Optional.of(new RunMarker(aMarker(7), "a/logs/stderr.txt")));

        assertThat(failure)
                .isEqualTo(new Failure(
                        FailureCode.USER_EXIT,
                        "the command ended with 3",
                        "0-000007",
                        3,
                        "line 1\nboom",
                        "a/logs/stderr.txt"));
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureCode.class,
            names = {"USER_EXIT", "TIMEOUT", "CANCELLED", "INPUT_MISSING", "UPLOAD", "NODE_LOST", "PLATFORM"})
    void without_a_marker_batch_tells(FailureCode code) {
        assertThat(TaskFailures.of(failed(1, null, code), Optional.empty()).code())
                .isEqualTo(code);
    }

    @Test
    void what_batch_says_is_repeated_without_the_id_of_the_request() {
        assertThat(TaskFailures.of(failed(1, null, FailureCode.UPLOAD), Optional.empty())
                        .message())
                .endsWith(": Batch says ABatchCode, as Batch says");
    }

    @Test
    void a_task_that_failed_without_a_word_failed_by_its_exit_code() {
        EndedTask silent = new EndedTask(
                failed(1).id(),
                false,
                null,
                "node-1",
                null,
                null,
                0,
                0,
                failed(1).changedAt(),
                null);

        assertThat(TaskFailures.of(silent, Optional.empty()).code()).isEqualTo(FailureCode.USER_EXIT);
    }

    @Test
    void a_marker_of_an_earlier_run_does_not_hide_that_an_input_is_gone() {
        Failure failure = TaskFailures.of(
                failed(1, null, FailureCode.INPUT_MISSING), Optional.of(new RunMarker(aMarker(1), null)));

        assertThat(failure.code()).isEqualTo(FailureCode.INPUT_MISSING);
        assertThat(failure.message()).contains("'in/a.csv'");
    }

    @Test
    void a_marker_without_failure_leaves_the_word_to_batch() {
        Failure failure = TaskFailures.of(
                failed(1, 137, FailureCode.USER_EXIT), Optional.of(new RunMarker(aMarker(1, null), null)));

        assertThat(failure.message()).contains("exit code 137").contains("memory");
    }

    @Test
    void a_task_that_somebody_ended_was_cancelled_whatever_an_earlier_run_of_it_did() {
        Failure failure = TaskFailures.of(
                failed(1, null, FailureCode.CANCELLED), Optional.of(new RunMarker(aMarker(1), "a/logs/stderr.txt")));

        assertThat(failure)
                .isEqualTo(new Failure(
                        FailureCode.CANCELLED,
                        "The task was ended on Batch by somebody.",
                        "0-000001",
                        null,
                        null,
                        "a/logs/stderr.txt"));
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureCode.class,
            names = {"TIMEOUT", "CANCELLED"})
    void a_harness_that_was_told_to_stop_leaves_to_batch_why_and_tells_the_last_lines(FailureCode code) {
        MarkedFailure stopped =
                new MarkedFailure(FailureCode.CANCELLED, "the task was told to stop", base64("step 7\n"));

        Failure failure = TaskFailures.of(failed(1, null, code), Optional.of(new RunMarker(aMarker(1, stopped), null)));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).contains("ended").doesNotContain("told to stop", "terminated");
        assertThat(failure.stderrTail()).isEqualTo("step 7");
    }

    @Test
    void the_timeout_of_the_workload_is_told_by_the_harness_that_enforced_it() {
        MarkedFailure marked = new MarkedFailure(FailureCode.TIMEOUT, "it did not finish within 5 s", null);

        Failure failure = TaskFailures.of(
                failed(1, null, FailureCode.TIMEOUT), Optional.of(new RunMarker(aMarker(1, marked), null)));

        assertThat(failure.message()).isEqualTo("it did not finish within 5 s");
    }

    @Test
    void signatures_control_characters_and_excess_are_taken_out() {
        String stderr = "x".repeat(3000) + "\u001b[31mred\u0000\nhttp://host/c/b?sv=1&sig=SECRET%3D&se=2 end";
        MarkedFailure marked = new MarkedFailure(FailureCode.PLATFORM, "a\nb\u0007?sig=SECRET", base64(stderr));

        Failure failure = TaskFailures.of(failed(1), Optional.of(new RunMarker(aMarker(1, marked), null)));

        assertThat(failure.message()).isEqualTo("a b?sig=…");
        assertThat(failure.stderrTail())
                .hasSize(2000)
                .doesNotContain("SECRET", "\u001b", "\u0000")
                .endsWith("&se=2 end");
    }

    @Test
    void a_tail_that_is_no_base64_is_left_out() {
        MarkedFailure marked = new MarkedFailure(FailureCode.USER_EXIT, "m", "A");

        assertThat(TaskFailures.of(failed(1), Optional.of(new RunMarker(aMarker(1, marked), null)))
                        .stderrTail())
                .isEmpty();
    }
}
