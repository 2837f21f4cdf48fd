package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.planning.harness.HarnessParts.Printed;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code command.sh} alone: the command runs under its time limit, and no process that it started survives it. */
class CommandPartTest {

    private final HarnessParts parts;

    CommandPartTest(@TempDir Path root) {
        parts = new HarnessParts(root, "marker.sh", "command.sh");
    }

    @Test
    void a_command_that_succeeds_lets_the_task_go_on() {
        Printed printed = run("echo out; echo err >&2");

        assertThat(printed).isEqualTo(new Printed(0, "went on\n", ""));
        assertThat(Node.read(parts.task.resolve("_dropbatch/stdout.txt"))).isEqualTo("out\n");
        assertThat(Node.read(parts.task.resolve("_dropbatch/stderr.txt"))).isEqualTo("err\n");
    }

    @Test
    void a_command_that_takes_too_long_is_ended_and_told_the_limit() {
        Printed printed = parts.with("DROPBATCH_TIMEOUT", "1").run(command("sleep 60"));

        assertThat(printed.exitCode()).isEqualTo(124);
        assertThat(printed.complaint())
                .isEqualTo(
                        "dropbatch: timeout: the command was ended: it did not finish within 1 s, the workload's timeout\n");
    }

    @Test
    void a_command_that_does_not_heed_the_limit_is_killed() {
        Printed printed = parts.with("DROPBATCH_TIMEOUT", "1")
                .with("DROPBATCH_KILL_AFTER", "0.2")
                .run(command("trap '' TERM; while :; do sleep 0.05; done"));

        assertThat(printed.exitCode()).isEqualTo(124);
        // Some shells say first what became of the command.
        assertThat(printed.complaint().lines().toList().getLast()).startsWith("dropbatch: timeout:");
    }

    @Test
    void an_exit_code_like_that_of_the_limit_is_the_commands_own_before_the_limit() {
        Printed printed = parts.with("DROPBATCH_TIMEOUT", "20").run(command("exit 124"));

        assertThat(printed.exitCode()).isEqualTo(124);
        assertThat(printed.complaint()).isEqualTo("dropbatch: user-exit: the command exited with code 124\n");
    }

    @Test
    void what_a_command_leaves_running_is_ended_with_it() {
        run("sleep 60 & echo $! > pid");

        long left = Long.parseLong(Node.read(parts.task.resolve("pid")).strip());
        await("the process that was left to end")
                .atMost(Node.LIMIT)
                .until(() ->
                        ProcessHandle.of(left).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void a_command_gets_the_locale_and_the_time_zone_that_the_node_has() {
        parts.with("LC_ALL", "C.UTF-8").with("TZ", "Asia/Tokyo");

        run("echo \"$LC_ALL $TZ\"");

        assertThat(Node.read(parts.task.resolve("_dropbatch/stdout.txt"))).isEqualTo("C.UTF-8 Asia/Tokyo\n");
    }

    @Test
    void a_command_has_nothing_to_read() {
        assertThat(run("[ -z \"$(cat)\" ]").exitCode()).isZero();
        assertThat(Files.exists(parts.task.resolve("_dropbatch/ended"))).isTrue();
    }

    private Printed run(String command) {
        return parts.run(command(command));
    }

    private String command(String command) {
        parts.with("COMMAND", command);
        return "run_command \"$COMMAND\"; echo went on";
    }
}
