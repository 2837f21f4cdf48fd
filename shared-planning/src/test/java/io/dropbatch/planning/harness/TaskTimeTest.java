package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.model.outcome.FailureCode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time limits and signals: the command ends, with everything it started, and the marker says why. */
class TaskTimeTest {

    /** In seconds; on a busy machine, too, the command has set its trap and named its children before they are over. */
    private static final String TIMEOUT = "3";

    private final Node node;

    TaskTimeTest(@TempDir Path root) {
        node = new Node(root);
        node.with("DROPBATCH_KILL_AFTER", "1");
    }

    @Test
    void a_command_that_takes_too_long_is_told_to_stop_and_may_clean_up() {
        node.with("DROPBATCH_TIMEOUT", TIMEOUT)
                .with("DROPBATCH_KILL_AFTER", "20")
                .command("trap 'echo cleaned up >&2; exit 5' TERM; while :; do sleep 0.05; done");

        Finished finished = node.run();

        assertThat(finished.exitCode()).isEqualTo(124);
        assertThat(finished.failure()).isEqualTo(FailureCode.TIMEOUT);
        assertThat(finished.message()).contains(TIMEOUT + " s");
        assertThat(finished.stderrTail()).contains("cleaned up");
    }

    @Test
    void a_command_that_ignores_being_told_is_killed_with_its_children() {
        node.with("DROPBATCH_TIMEOUT", TIMEOUT)
                .command(
                        "trap '' TERM; sleep 300 & echo $!; sleep 301 & echo $!; echo $$; while :; do sleep 0.05; done");

        Finished finished = node.run();

        assertThat(finished.exitCode()).isEqualTo(124);
        assertThat(finished.failure()).isEqualTo(FailureCode.TIMEOUT);
        assertGone(finished.content("logs/stdout.txt").lines().toList());
    }

    @Test
    void children_that_ignore_being_told_do_not_outlive_their_command() {
        node.with("DROPBATCH_TIMEOUT", TIMEOUT).command("(trap '' TERM; exec sleep 300) & echo $!; wait");

        Finished finished = node.run();

        assertThat(finished.failure()).isEqualTo(FailureCode.TIMEOUT);
        assertGone(finished.content("logs/stdout.txt").lines().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {124, 137, 143})
    void an_exit_code_that_looks_like_a_timeout_is_still_the_commands_own(int code) {
        Finished finished = node.command("exit " + code).run();

        assertThat(finished.exitCode()).isEqualTo(code);
        assertThat(finished.failure()).isEqualTo(FailureCode.USER_EXIT);
    }

    @Test
    void without_a_timeout_the_command_may_take_its_time() {
        assertThat(node.without("DROPBATCH_TIMEOUT").command("sleep 0.1").run().exitCode())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec sleep 300", "sleep 300; echo went on", "trap '' TERM; while :; do sleep 0.05; done"})
    void being_told_to_stop_ends_the_command_and_still_leaves_a_marker(String rest) {
        Process process = node.command("echo $$; touch begun; " + rest).start();
        await("the task to begin")
                .atMost(Node.LIMIT)
                .until(() -> node.task.resolve("begun").toFile().exists());

        process.destroy();
        Finished finished = node.finish(process);

        assertThat(finished.exitCode()).isEqualTo(143);
        assertThat(finished.failure()).isEqualTo(FailureCode.CANCELLED);
        assertThat(finished.message()).contains("told to stop");
        assertThat(finished.content("logs/stdout.txt")).doesNotContain("went on");
        assertGone(finished.content("logs/stdout.txt").lines().toList());
    }

    @Test
    void being_told_to_stop_again_and_again_changes_nothing() {
        Process process = node.command("trap 'sleep 0.2; exit 0' TERM; touch begun; while :; do sleep 0.05; done")
                .start();
        await("the task to begin")
                .atMost(Node.LIMIT)
                .until(() -> node.task.resolve("begun").toFile().exists());

        process.destroy();
        process.destroy();
        process.destroy();

        assertThat(node.finish(process).failure()).isEqualTo(FailureCode.CANCELLED);
    }

    private static void assertGone(List<String> pids) {
        assertThat(pids).isNotEmpty();
        await("the processes of the task to end")
                .atMost(Node.LIMIT)
                .until(() -> alive(pids).isEmpty());
    }

    private static List<String> alive(List<String> pids) {
        return pids.stream().filter(TaskTimeTest::isAlive).toList();
    }

    /** A zombie process has an empty command line. */
    private static boolean isAlive(String pid) {
        return Stream.of(Path.of("/proc", pid, "cmdline"))
                .filter(file -> file.toFile().exists())
                .anyMatch(file -> !Node.read(file).isEmpty());
    }
}
