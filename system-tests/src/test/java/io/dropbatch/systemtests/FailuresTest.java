package io.dropbatch.systemtests;

import static io.dropbatch.model.outcome.FailureCode.APPLICATION_MISSING;
import static io.dropbatch.model.outcome.FailureCode.INPUT_CHANGED;
import static io.dropbatch.model.outcome.FailureCode.INPUT_MISSING;
import static io.dropbatch.model.outcome.FailureCode.INVALID_MANIFEST;
import static io.dropbatch.model.outcome.FailureCode.INVALID_WORKLOAD;
import static io.dropbatch.model.outcome.FailureCode.OUTPUT_MISSING;
import static io.dropbatch.model.outcome.FailureCode.TIMEOUT;
import static io.dropbatch.model.outcome.FailureCode.USER_EXIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.Sha256;
import io.dropbatch.systemtests.fixture.SystemExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Drops with every kind of user error, all at the same time, and one valid drop among them. */
@ExtendWith(SystemExtension.class)
class FailuresTest {

    private static final String ANY_HASH = Sha256.of(new byte[0]);

    private static CompletedDrop failing;
    private static CompletedDrop slow;
    private static CompletedDrop withoutApplication;
    private static CompletedDrop withoutProgram;
    private static CompletedDrop misspelt;
    private static CompletedDrop tooManyNodes;
    private static CompletedDrop withoutWorkload;
    private static CompletedDrop good;
    private static CompletedDrop incomplete;
    private static CompletedDrop truncated;
    private static CompletedDrop corrupted;
    private static CompletedDrop garbled;
    private static CompletedDrop withoutOutput;

    @BeforeAll
    static void drop_everything_at_once(RunningSystem system) {
        failing = marked(system, "failing", "{ repeat: 1 }", "echo first >&2; echo 'no such curve' >&2; exit 3", "");
        slow = marked(system, "slow", "{ repeat: 1 }", "sleep 60", "  timeout: 1s");
        withoutApplication = marked(
                system, "without-application", "{ repeat: 1 }", "true", "application: { name: gone, version: \"1\" }");
        withoutProgram = marked(system, "without-program", "{ repeat: 1 }", "true", "requires: [no-such-program]");
        misspelt = marked(system, "misspelt", "{ repeat: 1 }", "true", "  retrys: 1");
        system.publish("counting", ExampleWorkloads.COUNTING);
        good = system.drop("counting").marker();
        system.publish("several-nodes", workload("several-nodes", "marker", "{ repeat: 1 }", "true", "  nodes: 101"));
        tooManyNodes = system.drop("several-nodes").marker();
        withoutWorkload = system.drop("nobody-wrote-it").marker();
        system.publish("listed", workload("listed", "manifest", "{ file: \"*\" }", "echo > out.txt", ""));
        incomplete = system.drop("listed")
                .with("here.csv", "1")
                .listing("late.csv", 1, ANY_HASH)
                .deadline("4s")
                .manifest();
        truncated = system.drop("listed")
                .withUnlisted("short.csv", "123")
                .listing("short.csv", 5, ANY_HASH)
                .deadline("4s")
                .manifest();
        corrupted = system.drop("listed")
                .withUnlisted("other.csv", "123")
                .listing("other.csv", 3, ANY_HASH)
                .manifest();
        garbled = system.drop("listed").listing("../up.csv", -1, "no hash").manifest();
        withoutOutput = marked(system, "without-output", "{ repeat: 1 }", "echo > wrong-name.txt", "");
    }

    private static CompletedDrop marked(
            RunningSystem system, String name, String forEach, String command, String more) {
        system.publish(name, workload(name, "marker", forEach, command, more));
        return system.drop(name).marker();
    }

    /** @param more a line more, of the tasks if it is indented */
    private static String workload(String name, String start, String forEach, String command, String more) {
        return """
                apiVersion: dropbatch/v1
                name: %s
                start: { on: %s }
                tasks:
                  forEach: %s
                  command: "%s"
                  outputs: ["out.txt"]
                %s
                """.formatted(name, start, forEach, command, more);
    }

    @Test
    void a_failing_command_is_quoted() {
        Failure failure = failed(failing, USER_EXIT);

        assertThat(failure.exitCode()).isEqualTo(3);
        assertThat(failure.stderrTail()).contains("no such curve");
        assertThat(failure.task()).isNotNull();
        String log = failure.log();
        assertThat(log).isNotNull();
        assertThat(failing.system()
                        .container("outputs")
                        .getBlobClient(log)
                        .downloadContent()
                        .toString())
                .isEqualTo("first\nno such curve\n");
    }

    @Test
    void a_task_that_takes_too_long_is_ended() {
        assertThat(failed(slow, TIMEOUT).message()).contains("it did not finish within 1 s, the workload's timeout");
    }

    @Test
    void an_application_that_is_not_there_is_named() {
        assertThat(rejected(withoutApplication, APPLICATION_MISSING).message()).contains("gone");
    }

    @Test
    void a_program_that_the_node_lacks_is_named() {
        assertThat(failed(withoutProgram, APPLICATION_MISSING).message()).contains("no-such-program");
    }

    @Test
    void a_misspelt_key_is_answered_with_the_nearest() {
        assertThat(rejected(misspelt, INVALID_WORKLOAD).message()).contains("retrys", "retries");
    }

    @Test
    void more_nodes_than_a_task_can_have_are_refused_by_name() {
        assertThat(rejected(tooManyNodes, INVALID_WORKLOAD).message()).contains("tasks.nodes: has to be at most 100");
    }

    @Test
    void a_workload_that_is_not_there_is_named() {
        assertThat(rejected(withoutWorkload, INVALID_WORKLOAD).message()).contains("nobody-wrote-it");
    }

    @Test
    void an_input_that_never_comes_is_named() {
        assertThat(rejected(incomplete, INPUT_MISSING).message()).contains("late.csv");
    }

    @Test
    void an_input_of_another_size_has_not_arrived() {
        assertThat(rejected(truncated, INPUT_MISSING).message()).contains("short.csv");
    }

    @Test
    void an_input_of_another_hash_never_reaches_the_command() {
        assertThat(failed(corrupted, INPUT_CHANGED).message()).contains("other.csv");
    }

    @Test
    void a_manifest_that_breaks_the_rules_is_told_what_it_breaks() {
        assertThat(rejected(garbled, INVALID_MANIFEST).message()).contains("bytes");
    }

    @Test
    void a_task_without_its_declared_output_has_failed() {
        assertThat(failed(withoutOutput, OUTPUT_MISSING).message()).contains("out.txt");
    }

    @Test
    void the_drop_among_them_is_not_touched() {
        assertThat(ResultPackage.of(good).result().values()).containsExactly("10\n");
    }

    private static Failure failed(CompletedDrop drop, FailureCode code) {
        return told(drop, drop.failed().failure(), code, DropStatus.State.FAILED);
    }

    private static Failure rejected(CompletedDrop drop, FailureCode code) {
        return told(drop, drop.rejected().failure(), code, DropStatus.State.REJECTED);
    }

    private static Failure told(CompletedDrop drop, Failure announced, FailureCode code, DropStatus.State state) {
        DropStatus status = drop.status(state);
        assertThat(announced.code()).as("%s", announced).isEqualTo(code);
        assertThat(status.failure()).isEqualTo(announced);
        assertThat(status.message()).isNotBlank();
        assertThat(drop.outcomes()).hasSize(1);
        return announced;
    }
}
