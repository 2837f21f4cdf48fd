package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.localazure.testtools.NeedsTool;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.result.TaskMarker.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests a task that succeeds: what its command sees and what is uploaded. */
class TaskTest {

    private final Path root;
    private final Node node;

    TaskTest(@TempDir Path root) {
        this.root = root;
        node = new Node(root);
    }

    @Test
    void stages_the_declared_outputs_the_logs_and_a_marker() {
        node.input("a.csv", "1,2\n")
                .command("cat \"$INPUT\" > result.txt; echo said; echo warned >&2; echo x > left-over")
                .outputs("result.txt");

        Finished finished = node.run();

        assertThat(finished.exitCode()).isZero();
        assertThat(finished.staged())
                .containsExactly("_task.json", "logs/stderr.txt", "logs/stdout.txt", "out/result.txt");
        assertThat(finished.content("logs/stdout.txt")).isEqualTo("said\n");
        assertThat(finished.marker().outputs()).containsExactly(new Output("result.txt", 4, Node.sha256("1,2\n")));
    }

    @Test
    void writes_a_marker_that_says_which_run_it_was() {
        Instant before = Instant.now();

        TaskMarker marker = node.command("sleep 0.1").run().marker();

        assertThat(marker.submission().value()).isEqualTo(Node.SUBMISSION);
        assertThat(marker.attempt()).isEqualTo(1);
        assertThat(marker.task().value()).isEqualTo("0-000001");
        assertThat(marker.run()).matches("[a-z0-9-]{1,40}");
        assertThat(marker.node()).isEqualTo("node-1");
        assertThat(marker.exitCode()).isZero();
        assertThat(marker.failure()).isNull();
        // The times are those of the file system, whose clock ticks a few times in a hundredth of a second.
        assertThat(marker.startedAt()).isAfter(before.minusMillis(50));
        assertThat(Duration.between(marker.startedAt(), marker.endedAt())).isGreaterThan(Duration.ofMillis(90));
    }

    @Test
    void leaves_empty_logs_out() {
        assertThat(node.command(":").run().staged()).containsExactly("_task.json");
    }

    @Test
    void keeps_the_folders_of_outputs() {
        node.command("mkdir -p charts/a/b; echo 1 > charts/1.png; echo 2 > charts/a/b/2.png; echo 3 > charts/no.txt")
                .outputs("charts/**/*.png");

        assertThat(node.run().staged()).containsExactly("_task.json", "out/charts/1.png", "out/charts/a/b/2.png");
    }

    @Test
    void lists_an_output_once_when_several_patterns_match_it() {
        node.command("echo 1 > a.txt").outputs("*.txt", "a.*", "a.txt");

        assertThat(node.run().marker().outputs()).extracting(Output::path).containsExactly("a.txt");
    }

    @Test
    void lists_an_output_once_when_it_is_declared_twice() {
        node.command("echo 1 > a.txt").outputs("a.txt", "a.txt");

        assertThat(node.run().marker().outputs()).extracting(Output::path).containsExactly("a.txt");
    }

    @Test
    void stages_the_file_behind_a_symbolic_link() {
        node.command("echo 1 > 7.txt; ln -s 7.txt latest.txt").outputs("latest.txt");

        Finished finished = node.run();

        assertThat(finished.marker().outputs()).containsExactly(new Output("latest.txt", 2, Node.sha256("1\n")));
        assertThat(finished.content("out/latest.txt")).isEqualTo("1\n");
    }

    @Test
    void never_takes_its_own_folder_for_an_output() {
        node.input("a.txt", "1").command("echo 2 > b.txt").outputs("**/*.txt");

        assertThat(node.run().marker().outputs()).extracting(Output::path).containsExactly("b.txt");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99, 100, 150})
    void stages_all_files_at_the_top_be_they_few_or_many(int files) {
        node.command("mkdir no.txt; i=0; while [ $i -lt " + files + " ]; do : > $i.txt; : > $i.log; i=$((i + 1)); done")
                .outputs("*.txt");

        assertThat(node.run().marker().outputs())
                .hasSize(files)
                .allMatch(output -> output.path().endsWith(".txt"));
    }

    @Test
    void starts_neither_find_nor_awk_for_plain_stars() {
        Toolbox broken =
                new Toolbox(root.resolve("tools")).with("find", "false").with("awk", "false");

        Finished finished = node.with("PATH", broken + ":" + System.getenv("PATH"))
                .command("echo 1 > 'a b.txt'; echo 2 > c.log")
                .outputs("*.txt", "c*")
                .run();

        assertThat(finished.marker().outputs()).extracting(Output::path).containsExactly("a b.txt", "c.log");
    }

    @Test
    void stages_thousands_of_outputs() {
        String longName = "n".repeat(150);
        node.command("mkdir o; i=0; while [ $i -lt 3000 ]; do : > o/" + longName + "$i; i=$((i + 1)); done")
                .outputs("o/*");

        assertThat(node.run().marker().outputs()).hasSize(3000);
    }

    @Test
    void writes_big_logs_to_disk_not_to_memory() {
        node.command("head -c 60000000 /dev/zero");

        Finished finished = node.runThrough("/bin/sh", "-c", "ulimit -v 40000; exec \"$@\"", "sh");

        assertThat(finished.exitCode()).isZero();
        assertThat(finished.task().resolve("_dropbatch/stdout.txt")).hasSize(60_000_000);
    }

    @Test
    void gives_the_command_the_locale_and_time_zone_of_the_node() {
        node.with("TZ", "Asia/Tokyo").without("LC_ALL").command("echo \"$LANG|$TZ|${LC_ALL-none}\"");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("C.UTF-8|Asia/Tokyo|none\n");
    }

    @Test
    void gives_the_command_parameters_as_environment_and_nothing_as_shell_text() {
        node.with("PARAM_NAME", "$(touch x); `touch x`").command("printf '%s' \"$PARAM_NAME\"; ls");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("$(touch x); `touch x`_dropbatch\n");
    }

    @Test
    void gives_the_command_no_standard_input() {
        assertThat(node.command("cat; echo end").run().content("logs/stdout.txt"))
                .isEqualTo("end\n");
    }

    @Test
    void ends_what_the_command_left_running() {
        Finished finished = node.command("sleep 300 & echo $!").run();

        Path left = Path.of("/proc", finished.content("logs/stdout.txt").trim(), "cmdline");
        await("what was left to go")
                .atMost(Node.LIMIT)
                .until(() -> !left.toFile().exists() || Node.read(left).isEmpty());
        assertThat(finished.exitCode()).isZero();
    }

    @Test
    @NeedsTool("dash")
    void runs_under_dash() {
        assertRunsBy("dash");
    }

    @Test
    @NeedsTool("bash")
    void runs_under_bash() {
        assertRunsBy("bash");
    }

    @Test
    @NeedsTool("bash")
    void runs_under_bash_that_keeps_to_posix() {
        assertRunsBy("bash", "--posix");
    }

    @Test
    @NeedsTool("busybox")
    void runs_under_the_shell_of_busybox() {
        assertRunsBy("busybox", "sh");
    }

    private void assertRunsBy(String... shell) {
        node.input("d/a b';$(touch x).csv", "1\n")
                .shared("curves/market.json", "{}")
                .command("cat \"$INPUT\" \"$INPUTS/curves/market.json\" > \"out\\put*.txt\"; exit 0")
                .outputs("*.txt");

        Finished finished = node.runBy(shell);

        assertThat(finished.stderr()).isEmpty();
        assertThat(finished.marker().outputs()).containsExactly(new Output("out\\put*.txt", 4, Node.sha256("1\n{}")));
    }
}
