package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests tasks that fail: each kind of failure has its code, a plain message and a marker. */
class HarnessFailuresTest {

    private final Node node;
    private final Path root;

    HarnessFailuresTest(@TempDir Path root) {
        this.root = root;
        node = new Node(root);
    }

    @Test
    void a_command_that_fails_gives_its_exit_code_and_last_words() {
        Finished finished = node.command("echo 1 > a.txt; echo 'it \"broke\"' >&2; exit 3")
                .outputs("a.txt")
                .run();

        assertThat(finished.exitCode()).isEqualTo(3);
        assertThat(finished.marker().exitCode()).isEqualTo(3);
        assertThat(finished.failure()).isEqualTo(FailureCode.USER_EXIT);
        assertThat(finished.message()).contains("code 3");
        assertThat(finished.stderrTail()).isEqualTo("it \"broke\"\n");
        assertThat(finished.staged()).containsExactly("_task.json", "logs/stderr.txt");
        assertThat(finished.marker().outputs()).isEmpty();
    }

    @Test
    void the_last_words_are_at_most_2000_bytes_of_any_kind() {
        Finished finished = node.command("head -c 5000 /dev/zero >&2; printf '\\377end' >&2; exit 1")
                .run();

        assertThat(finished.stderrTail()).hasSize(2000).endsWith("end");
    }

    @Test
    void a_program_that_is_not_found_is_named_as_the_likely_cause() {
        Finished finished = node.command("no-such-program --flag").run();

        assertThat(finished.exitCode()).isEqualTo(127);
        assertThat(finished.message()).contains("not found");
        assertThat(finished.stderrTail()).contains("no-such-program");
    }

    @Test
    void a_command_ended_by_a_signal_says_which() {
        Finished finished = node.command("kill -s SEGV $$").run();

        assertThat(finished.exitCode()).isEqualTo(139);
        assertThat(finished.failure()).isEqualTo(FailureCode.USER_EXIT);
        assertThat(finished.message()).contains("signal 11");
    }

    @Test
    void a_declared_output_that_was_not_made_fails_the_task_by_the_name_of_its_pattern() {
        Finished finished =
                node.command("echo 1 > a.txt").outputs("a.txt", "charts/*.png").run();

        assertThat(finished.exitCode()).isEqualTo(70);
        assertThat(finished.failure()).isEqualTo(FailureCode.OUTPUT_MISSING);
        assertThat(finished.message()).contains("'charts/*.png'");
        assertThat(finished.staged()).containsExactly("_task.json");
    }

    @Test
    void a_plain_declared_output_that_was_not_made_is_named() {
        Finished finished = node.command("echo 1 > a.txt")
                .outputs("a.txt", "result \"1\".json")
                .run();

        assertThat(finished.failure()).isEqualTo(FailureCode.OUTPUT_MISSING);
        assertThat(finished.message()).contains("'result \"1\".json'");
    }

    @Test
    void a_declared_output_that_is_a_folder_says_what_to_declare_instead() {
        Finished finished = node.command("mkdir charts; echo 1 > charts/a")
                .outputs("charts")
                .run();

        assertThat(finished.failure()).isEqualTo(FailureCode.OUTPUT_MISSING);
        assertThat(finished.message()).contains("charts/**/*");
    }

    @Test
    void an_output_outside_of_the_working_directory_is_no_output() {
        Finished finished =
                node.command("echo 1 > ../a.txt").outputs("../a.txt").run();

        assertThat(finished.failure()).isEqualTo(FailureCode.OUTPUT_MISSING);
    }

    @Test
    void a_file_whose_name_has_a_line_break_fails_the_task() {
        Finished finished = node.command("mkdir o; echo 1 > 'o/a\n.txt'; echo 2 > o/b.txt")
                .outputs("o/*")
                .run();

        assertThat(finished.failure()).isEqualTo(FailureCode.OUTPUT_MISSING);
        assertThat(finished.message()).contains("line break");
    }

    @Test
    void a_file_whose_name_is_not_utf8_fails_the_task() {
        Finished finished =
                node.command("echo 1 > \"$(printf 'a\\377.txt')\"").outputs("*").run();

        assertThat(finished.failure()).isEqualTo(FailureCode.OUTPUT_MISSING);
        assertThat(finished.message()).contains("UTF-8");
    }

    @Test
    void a_tool_that_breaks_is_no_reason_to_forget_outputs() {
        Toolbox broken = new Toolbox(root.resolve("tools")).with("awk", "false");

        Finished finished = node.with("PATH", broken + ":" + System.getenv("PATH"))
                .command("echo 1 > a.txt")
                .outputs("**/*.txt")
                .run();

        assertThat(finished.exitCode()).isEqualTo(70);
        assertThat(finished.failure()).isEqualTo(FailureCode.PLATFORM);
    }

    @Test
    void a_node_without_the_tools_says_which() {
        Toolbox tools = new Toolbox(root.resolve("tools"))
                .with("awk", "base64", "cat", "cp", "date", "env", "find", "ln", "mkdir", "rm", "stat", "tail");

        Finished finished = node.with("PATH", tools.toString()).command(":").run();

        assertThat(finished.exitCode()).isEqualTo(70);
        assertThat(finished.failure()).isEqualTo(FailureCode.PLATFORM);
        assertThat(finished.message())
                .contains("lacks dd head sha256sum timeout xargs")
                .contains("coreutils");
    }

    @Test
    void a_node_without_any_tool_says_so_at_least_on_its_standard_error() throws IOException {
        Finished finished = node.with(
                        "PATH", Files.createDirectory(root.resolve("none")).toString())
                .command(":")
                .run();

        assertThat(finished.exitCode()).isEqualTo(70);
        assertThat(finished.stderr()).contains("dropbatch: platform: ").contains("mkdir");
    }
}
