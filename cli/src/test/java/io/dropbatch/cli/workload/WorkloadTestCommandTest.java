package io.dropbatch.cli.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.ModelJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test runs the real harness. */
class WorkloadTestCommandTest {

    private static final String HEAD = """
            apiVersion: dropbatch/v1
            name: trial
            """;

    private Path root;
    private Path workload;
    private Path kept;

    @BeforeEach
    void makeFolders(@TempDir Path temporary) throws IOException {
        root = temporary;
        workload = Files.createDirectories(root.resolve("trial/drop")).getParent();
        kept = root.resolve("kept");
    }

    @Test
    void runs_the_first_task_and_shows_what_it_was_given_and_what_came_out() throws IOException {
        data("a.txt", "one\n");
        data("b.txt", "two\n");
        data("common.conf", "c");
        workload("""
                tasks:
                  forEach: { file: "*.txt" }
                  shared: [common.conf]
                  command: |
                    echo "hello"; cat "$INPUTS/common.conf" "$INPUT" > out.txt
                    env | sort > env.txt
                  outputs: [out.txt, env.txt]
                  environment: { GREETING: "two words" }
                """);

        CommandResult result = test("--param", "seed=7");

        assertThat(result.problem()).isEmpty();
        assertThat(result.exitCode()).isZero();
        Path working = kept.resolve("0-000001/wd");
        assertThat(result.lines())
                .contains(
                        "task 0-000001 (2 tasks on its level)",
                        "… is " + kept,
                        "  GREETING=two words",
                        "  INPUT=…/0-000001/wd/_dropbatch/in/a.txt",
                        "  INPUTS=…/0-000001/wd/_dropbatch/in",
                        "  PARAM_SEED=7",
                        "  TASK_COUNT=2",
                        "  TASK_INDEX=1",
                        "  a.txt  4 bytes",
                        "  common.conf  1 bytes",
                        "  out.txt  5 bytes",
                        "  hello",
                        "working directory " + working,
                        "outputs           " + kept.resolve("0-000001/outputs"))
                .doesNotContain("  b.txt  4 bytes");
        assertThat(kept.resolve("0-000001/outputs/out.txt")).hasContent("cone");
        // What is shown is what the command really had.
        assertThat(Files.readAllLines(working.resolve("env.txt")))
                .contains(
                        "GREETING=two words",
                        "INPUT=" + working.resolve("_dropbatch/in/a.txt"),
                        "PARAM_SEED=7",
                        "TASK_COUNT=2",
                        "AZ_BATCH_TASK_ID=0-000001");
    }

    @Test
    void runs_the_task_that_is_asked_for_with_its_rows() throws IOException {
        data("rows.csv", "id,name\n1,one\n2,two\n3,\"th\nree\"\n");
        workload("""
                tasks:
                  forEach: { row: rows.csv }
                  command: echo "$PARAM_ID $TASK_INDEX/$TASK_COUNT" > out.txt && cat "$INPUT" >> out.txt
                  outputs: [out.txt]
                """);

        CommandResult result = test("--task", "3");

        assertThat(result.exitCode()).isZero();
        assertThat(kept.resolve("0-000003/wd/out.txt")).hasContent("3 3/3\nid,name\n3,\"th\nree\"\n");
        assertThat(result.lines()).contains("  INPUT=…/0-000003/wd/_dropbatch/row/rows.csv", "  PARAM_ID=3");
    }

    @Test
    void brings_the_application_as_a_node_has_it() throws IOException {
        data("a.txt", "x");
        Path application = Files.createDirectory(workload.resolve("application"));
        Files.writeString(application.resolve("tool"), "#!/bin/sh\necho \"tool of $APP_DIR\" > out.txt\n");
        Files.writeString(application.resolve("data.bin"), "d");
        workload("""
                application: { name: trial, version: "1" }
                tasks:
                  forEach: { file: "*.txt" }
                  command: tool && test ! -x "$APP_DIR/data.bin"
                  outputs: [out.txt]
                """);

        assertThat(test().exitCode()).isZero();
        assertThat(kept.resolve("0-000001/wd/out.txt"))
                .hasContent("tool of " + kept.resolve("jobpreparation/wd/_dropbatch/app"));
    }

    /** Batch leaves a package as it is: the folder stands for it. */
    @Test
    void takes_the_folder_of_the_application_for_a_package_of_the_batch_account() throws IOException {
        data("a.txt", "x");
        Path application = Files.createDirectory(workload.resolve("application"));
        Files.writeString(application.resolve("tool.sh"), "echo \"tool of $APP_DIR\" > out.txt\n");
        workload("""
                application: { package: Trial, version: 1.0-b }
                tasks:
                  forEach: { file: "*.txt" }
                  command: sh "$APP_DIR/tool.sh"
                  outputs: [out.txt]
                """);

        assertThat(test().exitCode()).isZero();
        assertThat(kept.resolve("0-000001/wd/out.txt")).hasContent("tool of " + application.toAbsolutePath());
    }

    @Test
    void is_all_the_nodes_of_a_task_that_has_several() throws IOException {
        data("a.txt", "x");
        workload("""
                tasks:
                  nodes: 2
                  forEach: { file: "*.txt" }
                  command: |
                    for node in $(echo "$TASK_HOSTS" | tr , ' '); do "$TASK_REMOTE" "$node" cat "$INPUT"; done > out.txt
                  outputs: [out.txt]
                """);

        assertThat(test().exitCode()).isZero();
        assertThat(kept.resolve("0-000001/wd/out.txt")).hasContent("xx");
    }

    @Test
    void says_which_declared_output_is_missing() throws IOException {
        data("a.txt", "x");
        workload("""
                tasks:
                  forEach: { file: "*.txt" }
                  command: echo made > other.txt
                  outputs: [out.txt]
                """);

        CommandResult result = test();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .containsPattern("would fail after [0-9]+\\.[0-9] s with exit code 70 \\(output-missing\\):"
                        + " the command succeeded but made no file that the declared output 'out\\.txt' matches");
        assertThat(kept.resolve("0-000001/wd/other.txt")).hasContent("made");
    }

    @Test
    void tells_a_failed_command_in_json_with_its_last_words() throws IOException {
        data("a.txt", "x");
        workload("""
                tasks:
                  forEach: { file: "*.txt" }
                  command: echo said; echo cried >&2; exit 3
                  outputs: [out.txt]
                """);

        CommandResult result = test("--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lines()).hasSize(1);
        JsonNode run = ModelJson.read(result.out(), JsonNode.class);
        assertThat(run.path("task").asText()).isEqualTo("0-000001");
        assertThat(run.path("exitCode").asInt()).isEqualTo(3);
        assertThat(run.path("failure").path("code").asText()).isEqualTo("user-exit");
        assertThat(run.path("stdout").asText()).isEqualTo("said\n");
        assertThat(run.path("stderr").asText()).isEqualTo("cried\n");
        assertThat(run.path("workingDirectory").asText())
                .isEqualTo(kept.resolve("0-000001/wd").toString());
        assertThat(run.path("outputs").isEmpty()).isTrue();
    }

    @Test
    void needs_no_data_for_tasks_that_have_none() throws IOException {
        Files.delete(workload.resolve("drop"));
        workload("""
                tasks:
                  forEach: { sweep: { size: [3, 4] } }
                  command: echo "$PARAM_SIZE" > out.txt
                  outputs: [out.txt]
                """);

        assertThat(test("--task", "2").exitCode()).isZero();
        assertThat(kept.resolve("0-000002/outputs/out.txt")).hasContent("4");
    }

    @Test
    void ends_a_task_at_its_timeout() throws IOException {
        data("a.txt", "x");
        workload("""
                tasks:
                  forEach: { file: "*.txt" }
                  command: sleep 600
                  outputs: []
                  timeout: 1s
                """);

        CommandResult result = test();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("exit code 124 (timeout)");
    }

    @Test
    void merges_what_the_first_tasks_made() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            data(name + ".txt", name);
        }
        workload("""
                tasks:
                  forEach: { file: "*.txt" }
                  command: cp "$INPUT" part.txt
                  outputs: [part.txt]
                merge:
                  command: cat "$INPUTS"/*/part.txt > part.txt
                  outputs: [part.txt]
                  fanIn: 2
                """);

        CommandResult result = test("--merge");

        assertThat(result.exitCode()).isZero();
        assertThat(kept.resolve("1-000001/wd/part.txt")).hasContent("ab");
        assertThat(kept.resolve("0-000003")).doesNotExist();
        assertThat(result.lines())
                .contains(
                        "task 1-000001 (2 tasks on its level)",
                        "… is " + kept,
                        "  0-000001/part.txt  1 bytes",
                        "  part.txt  2 bytes")
                .anySatisfy(line -> assertThat(line).matches("task 0-000001  [0-9]+\\.[0-9] s  outputs 1, 1 bytes"));
    }

    @Test
    void runs_the_split_first_and_what_follows_it_when_that_is_asked_for() throws IOException {
        data("numbers.txt", "1\n2\n3\n");
        data("scale.conf", "10");
        workload("""
                split:
                  command: split -l 2 "$INPUTS/numbers.txt" part-
                  outputs: ["part-*"]
                tasks:
                  forEach: { file: "part-*" }
                  shared: [scale.conf]
                  command: awk -v s="$(cat "$INPUTS/scale.conf")" '{ n += $1 * s } END { print n }' "$INPUT" > sum.txt
                  outputs: [sum.txt]
                merge:
                  command: cat "$INPUTS"/*/sum.txt > sum.txt
                  outputs: [sum.txt]
                """);

        CommandResult alone = test();
        kept = root.resolve("second");
        CommandResult second = test("--task", "2");
        Path last = kept.resolve("1-000002");
        kept = root.resolve("merged");
        CommandResult merged = test("--merge");

        assertThat(alone.exitCode()).isZero();
        assertThat(alone.lines())
                .contains(
                        "  part-aa  4 bytes",
                        "  part-ab  2 bytes",
                        "The split makes 2 tasks of this drop: --task 1 runs the first of them, too.");
        assertThat(root.resolve("kept/1-000001")).doesNotExist();
        assertThat(second.exitCode()).isZero();
        assertThat(last.resolve("outputs/sum.txt")).hasContent("30");
        assertThat(second.lines()).contains("  TASK_INDEX=2", "  TASK_COUNT=2", "  part-ab  2 bytes");
        assertThat(merged.exitCode()).isZero();
        assertThat(kept.resolve("2-000001/outputs/sum.txt")).hasContent("30\n30");
    }

    @Test
    void says_that_no_task_would_follow_a_split() throws IOException {
        data("numbers.txt", "1\n");
        workload("""
                split: { command: touch other, outputs: [other] }
                tasks: { forEach: { file: "part-*" }, command: "true", outputs: [] }
                """);

        CommandResult result = test();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.problem())
                .startsWith("the split would be the end of the drop (output-missing): ")
                .contains("'part-*'");
    }

    @Test
    void takes_names_and_values_literally() throws IOException {
        String name = "$(touch pwned) `x` 'y' \"z\" ; & \u00e4 *.txt";
        data(name, "x");
        workload("""
                tasks:
                  forEach: { file: "**" }
                  command: cat "$INPUT" > out.txt && printf %s "$PARAM_V" >> out.txt
                  outputs: [out.txt]
                """);

        CommandResult result = test("--param", "v=$(touch pwned)\u001b[2J`id`");

        assertThat(result.problem()).isEmpty();
        assertThat(result.exitCode()).isZero();
        Path working = kept.resolve("0-000001/wd");
        assertThat(Files.readString(working.resolve("out.txt"))).isEqualTo("x$(touch pwned)\u001b[2J`id`");
        assertThat(working.resolve("pwned")).doesNotExist();
        // Nothing that moves the cursor reaches the terminal.
        assertThat(result.out()).contains("  " + name + "  1 bytes", "PARAM_V=$(touch pwned) [2J`id`");
        assertThat(result.out()).doesNotContain("\u001b");
    }

    /** A command that spoils its inputs spoils copies. */
    @Test
    void leaves_the_users_own_files_alone() throws IOException {
        Path input = data("a.txt", "mine");
        Path shared = data("s.conf", "shared");
        workload("""
                tasks:
                  forEach: { file: "*.txt" }
                  shared: [s.conf]
                  command: echo spoilt > "$INPUT"; echo spoilt > "$INPUTS/s.conf"; rm "$INPUT"
                  outputs: []
                """);

        assertThat(test().exitCode()).isZero();
        assertThat(input).hasContent("mine");
        assertThat(shared).hasContent("shared");
    }

    @Test
    void notices_a_list_of_inputs_that_is_out_of_date() throws IOException {
        data("a.txt", "new!");
        data("job.yaml", "inputs: [{ path: a.txt, bytes: 4, sha256: " + "0".repeat(64) + " }]\n");
        workload("""
                tasks:
                  forEach: { file: "*.txt" }
                  command: "true"
                  outputs: []
                """);

        CommandResult result = test();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("(input-changed)", "the input 'a.txt' is not what the drop's manifest promises");
    }

    @Test
    void runs_nothing_when_the_drop_would_be_rejected_or_the_use_is_wrong() throws IOException {
        data("a.txt", "x");
        workload("""
                tasks:
                  forEach: { file: "*.txt" }
                  command: "true"
                  outputs: []
                """);

        assertThat(test("--task", "2")).isEqualTo(new CommandResult(2, "", "--task 2: this drop makes 1 task"));
        assertThat(test("--task", "0").exitCode()).isEqualTo(2);
        assertThat(test("--merge")).isEqualTo(new CommandResult(2, "", "--merge: the workload 'trial' has no merge"));
        assertThat(kept).doesNotExist();
        Files.delete(workload.resolve("drop/a.txt"));
        assertThat(test().problem()).contains("nothing to drop in " + workload.resolve("drop"));
        data("b.txt", "x");
        Files.createDirectory(kept);
        Files.writeString(kept.resolve("precious"), "p");
        assertThat(test().problem()).contains("the folder has to be empty, nothing was run");
        assertThat(kept.resolve("precious")).hasContent("p");
    }

    @Test
    void says_why_no_task_would_start_on_any_node() throws IOException {
        data("a.txt", "x");
        Path application = Files.createDirectory(workload.resolve("application"));
        Files.writeString(application.resolve("tool.zip"), "no archive");
        workload("""
                application: { name: trial, version: "1" }
                tasks:
                  forEach: { file: "*.txt" }
                  command: "true"
                  outputs: []
                """);

        CommandResult result = test();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.problem()).startsWith("the preparation of a node fails, so no task would start: dropbatch: ");
    }

    @Test
    void names_the_program_that_this_machine_lacks() throws IOException {
        data("a.txt", "x");
        workload("""
                requires: [no-such-program]
                tasks:
                  forEach: { file: "*.txt" }
                  command: "true"
                  outputs: []
                """);

        assertThat(test().out()).contains("(application-missing)", "'no-such-program'");
    }

    private CommandResult test(String... options) {
        List<String> arguments = new ArrayList<>(List.of(workload.toString(), "--keep", kept.toString()));
        arguments.addAll(List.of(options));
        return CommandResult.of(new WorkloadTestCommand(), arguments.toArray(String[]::new));
    }

    private void workload(String rest) throws IOException {
        Files.writeString(workload.resolve("workload.yaml"), HEAD + rest);
    }

    private Path data(String path, String content) throws IOException {
        return Files.writeString(workload.resolve("drop").resolve(path), content);
    }
}
