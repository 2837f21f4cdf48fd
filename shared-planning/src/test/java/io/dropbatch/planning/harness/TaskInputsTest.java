package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskMarker.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that inputs are checked before the command runs and keep their names, whatever characters these hold. */
class TaskInputsTest {

    private final Node node;
    private final Path root;

    TaskInputsTest(@TempDir Path root) {
        this.root = root;
        node = new Node(root);
    }

    static Stream<String> hostileNames() {
        return Stream.of(
                "a b';$(touch x).csv",
                "ünï/çødé.txt",
                "-rf",
                "--",
                "n".repeat(200),
                "*",
                "?",
                "[abc]",
                "quote\"s and 'single'",
                "back\\slash",
                "tab\there",
                "\\",
                "{a,b}",
                "~",
                "$HOME",
                "`touch x`",
                "#hash",
                " leading",
                "trailing ",
                "a&b|c;d",
                "!bang",
                "%s%n",
                "a  b",
                "日本/語.txt",
                "-/-n/-e");
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void a_hostile_name_is_a_name_like_any_other(String name) throws IOException {
        node.input(name, "hostile\n")
                .with("NAME", name)
                .command("mkdir -p \"out/$(dirname -- \"$NAME\")\" && cp -- \"$INPUT\" \"out/$NAME\"")
                .outputs("out/**/*");

        Finished finished = node.run();

        assertThat(finished.stderr()).isEmpty();
        assertThat(finished.marker().outputs()).containsExactly(new Output("out/" + name, 8, Node.sha256("hostile\n")));
        assertThat(finished.content("out/out/" + name)).isEqualTo("hostile\n");
        assertNothingWasTouched();
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void a_hostile_name_is_reported_as_it_is(String name) throws IOException {

        Finished finished = node.promised(name, "-").command(":").run();

        assertThat(finished.failure()).isEqualTo(FailureCode.INPUT_MISSING);
        assertThat(finished.message()).contains("'" + name + "'");
        assertNothingWasTouched();
    }

    private void assertNothingWasTouched() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all.map(path -> path.getFileName().toString())).doesNotContain("x");
        }
    }

    @Test
    void an_input_that_is_not_the_promised_one_stops_the_task_before_its_command() {
        node.input("a.csv", "1").arrived("b.csv", "2").promised("b.csv", Node.sha256("something else"));

        Finished finished = node.command("echo ran").run();

        assertThat(finished.exitCode()).isEqualTo(70);
        assertThat(finished.failure()).isEqualTo(FailureCode.INPUT_CHANGED);
        assertThat(finished.message()).contains("'b.csv'").contains(Node.sha256("2"));
        assertThat(finished.staged()).containsExactly("_task.json");
        assertThat(finished.stderr()).startsWith("dropbatch: input-changed: ");
    }

    @Test
    void an_input_without_a_promise_is_not_checked() {
        node.arrived("a.csv", "1").promised("a.csv", "-").command("cat \"$INPUT\"");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("1");
    }

    @Test
    void inputs_that_came_by_prefixes_have_their_own_names_and_what_else_came_is_no_input() {
        node.inputByPrefix("series/-1.dcm", "1")
                .inputByPrefix("a b';$(touch x).csv", "2")
                .input("by/address", "3")
                .inputByPrefix("by/prefix", "4");
        node.arrivedByPrefix("series/late.dcm", "late");
        node.command(
                "cd \"$INPUTS\" && find . -type f ! -name .keep | sort && cat -- */* a* && echo \"${INPUT-unset}\"");

        assertThat(node.run().content("logs/stdout.txt"))
                .isEqualTo("./a b';$(touch x).csv\n./by/address\n./by/prefix\n./series/-1.dcm\n3412unset\n");
    }

    @Test
    void an_input_that_came_by_a_prefix_is_checked_too() {
        node.inputByPrefix("1.dcm", "1").inputByPrefix("2.dcm", "2").command("echo ran");
        node.arrivedByPrefix("2.dcm", "altered");

        assertThat(node.run().failure()).isEqualTo(FailureCode.INPUT_CHANGED);
    }

    @Test
    void a_path_that_leads_out_is_refused() {
        Node.write(root.resolve("secret"), "s");

        Finished finished = node.promised("../../../../secret", "-")
                .command("cat \"$INPUT\"")
                .run();

        assertThat(finished.failure()).isEqualTo(FailureCode.PLATFORM);
        assertThat(finished.message()).contains("leads out");
    }

    @Test
    void several_inputs_are_a_folder_and_no_single_file() {
        node.input("b/2.csv", "2").input("a/1.csv", "1").command("cat \"$INPUTS\"/*/*.csv; echo \"${INPUT-unset}\"");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("12unset\n");
    }

    @Test
    void a_repeated_task_has_an_empty_folder_of_inputs() {
        node.with("DROPBATCH_INPUTS", "").command("ls \"$INPUTS\"; echo \"$TASK_INDEX of $TASK_COUNT\"");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("1 of 1\n");
    }

    @Test
    void shared_files_lie_among_the_inputs_under_their_own_names() {
        node.shared("curves/eur.json", "E")
                .shared("curves/.usd.json", "U")
                .shared("-top", "T")
                .shared(".dot", "D");
        node.input("curves/own.json", "O");

        Finished finished = node.command(
                        "cd \"$INPUTS\" && cat curves/own.json curves/eur.json curves/.usd.json ./-top .dot")
                .run();

        assertThat(finished.content("logs/stdout.txt")).isEqualTo("OEUTD");
    }

    @Test
    void shared_files_are_still_there_when_the_task_is_repeated() {
        node.shared("curves/eur.json", "E")
                .shared("a/b", "B")
                .input("curves/own.json", "O")
                .command("cat \"$INPUTS\"/*/*");
        node.run();

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("BEO");
    }

    @Test
    void a_program_that_the_workload_requires_is_missed_before_the_command() {
        Finished finished = node.with("DROPBATCH_REQUIRES", "sh no-such-program")
                .command("echo ran")
                .run();

        assertThat(finished.failure()).isEqualTo(FailureCode.APPLICATION_MISSING);
        assertThat(finished.message()).contains("'no-such-program'").contains("image");
        assertThat(finished.staged()).containsExactly("_task.json");
    }

    @Test
    void an_application_that_is_not_there_is_missed_before_the_command() {
        Finished finished =
                node.with("DROPBATCH_APP", "montecarlo/1.2").command("echo ran").run();

        assertThat(finished.failure()).isEqualTo(FailureCode.APPLICATION_MISSING);
        assertThat(finished.message()).contains("'montecarlo/1.2'").contains("applications container");
    }
}
