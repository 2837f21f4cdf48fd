package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskMarker;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task of rounds finds what the round before wrote, and a merge may write the file that ends them. */
class RoundTaskTest {

    private final Node node;

    RoundTaskTest(@TempDir Path root) {
        node = new Node(root);
    }

    @Test
    void the_first_round_finds_an_empty_folder() {
        node.with("TASK_ROUND", "1").command("ls -A \"$PREVIOUS_DIR\" && echo \"round $TASK_ROUND\"");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("round 1\n");
    }

    @Test
    void without_rounds_there_is_no_such_folder() {
        node.with("PREVIOUS_DIR", "/tmp").command("echo \"${PREVIOUS_DIR-unset}\"");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("unset\n");
    }

    @Test
    void a_later_round_finds_what_the_list_names_and_its_own_inputs() {
        node.input("rows.csv", "1")
                .command("cd \"$PREVIOUS_DIR\" && find . -type f | sort && cat model deep/'a b' && cat \"$INPUT\"");
        Node.write(node.task.resolve("_dropbatch/previous/demo/run/out/model"), "m");
        Node.write(node.task.resolve("_dropbatch/previous/demo/run/out/deep/a b"), "d");
        Node.write(node.task.resolve("_dropbatch/previous/demo/run/out/not listed"), "x");
        later(line("m", "demo/run/out/model", "model") + line("d", "demo/run/out/deep/a b", "deep/a b"));

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("./deep/a b\n./model\nmd1");
    }

    @Test
    void a_merge_finds_it_beside_what_it_merges() {
        node.arrived("0-000001/part", "p")
                .merges(Node.sha256("p"), "demo/part", "0-000001/part")
                .mergeCommand("cat \"$INPUTS\"/*/part \"$PREVIOUS_DIR/model\"");
        Node.write(node.task.resolve("_dropbatch/previous/round/model"), "m");
        later(line("m", "demo/run/out/model", "model"))
                .with("DROPBATCH_LEVEL", "3")
                .with("DROPBATCH_MAP_LEVEL", "2");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("pm");
    }

    @Test
    void what_is_not_as_the_round_before_wrote_it_is_refused() {
        Node.write(node.task.resolve("_dropbatch/previous/round/model"), "other");
        later(line("m", "demo/run/out/model", "model")).command("echo ran");

        assertThat(node.run().failure()).isEqualTo(FailureCode.INPUT_CHANGED);
    }

    @Test
    void a_later_round_without_its_list_is_missed() {
        Finished finished = node.with("TASK_ROUND", "2").command("echo ran").run();

        assertThat(finished.failure()).isEqualTo(FailureCode.INPUT_MISSING);
        assertThat(finished.message()).isEqualTo("the list of what the round before wrote is not there");
    }

    @Test
    void a_repeated_task_finds_everything_again() {
        Node.write(node.task.resolve("_dropbatch/previous/round/model"), "m");
        later(line("m", "demo/run/out/model", "model"))
                .command("rm \"$PREVIOUS_DIR/model\"; echo > \"$PREVIOUS_DIR/more\"; exit 1")
                .run();

        node.command("cd \"$PREVIOUS_DIR\" && ls && cat model");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("model\nm");
    }

    @Test
    void the_file_that_ends_the_rounds_is_an_output_if_it_is_there() {
        node.arrived("0-000001/part", "p")
                .merges(Node.sha256("p"), "demo/part", "0-000001/part")
                .mergeCommand("echo 1 > model; [ \"$TASK_ROUND\" = 1 ] || { mkdir state; : > state/done; }")
                .with("DROPBATCH_MERGE_OUTPUTS", "model")
                .with("DROPBATCH_UNTIL", "state/done")
                .with("TASK_ROUND", "1");

        assertThat(outputs()).containsExactly("model");

        Node.write(node.task.resolve("_dropbatch/previous/round/model"), "m");
        later(line("m", "demo/run/out/model", "model"));

        assertThat(outputs()).containsExactlyInAnyOrder("model", "state/done");
    }

    @Test
    void a_pattern_that_matches_it_too_lists_it_once() {
        node.arrived("0-000001/part", "p")
                .merges(Node.sha256("p"), "demo/part", "0-000001/part")
                .mergeCommand("mkdir -p all/deep && echo 1 > all/deep/model && echo 2 > all/done")
                .with("DROPBATCH_MERGE_OUTPUTS", "all/**/*")
                .with("DROPBATCH_UNTIL", "all/done")
                .with("TASK_ROUND", "1");

        assertThat(outputs()).containsExactlyInAnyOrder("all/deep/model", "all/done");
    }

    @Test
    void a_task_that_does_not_merge_cannot_end_the_rounds() {
        node.with("TASK_ROUND", "1")
                .with("DROPBATCH_UNTIL", "done")
                .outputs("part")
                .command("echo 1 > part && : > done");

        assertThat(outputs()).containsExactly("part");
    }

    private List<String> outputs() {
        return node.run().marker().outputs().stream()
                .map(TaskMarker.Output::path)
                .toList();
    }

    private static String line(String content, String source, String path) {
        return Node.sha256(content) + " " + source + "\tround/" + path + "\n";
    }

    private Node later(String list) {
        Node.write(node.task.resolve("_dropbatch/previous.list"), list);
        return node.with("TASK_ROUND", "2").with("DROPBATCH_MAP_LEVEL", "2").with("DROPBATCH_LEVEL", mergesOrMaps());
    }

    private String mergesOrMaps() {
        return node.task.resolve("_dropbatch/merge.list").toFile().exists() ? "3" : "2";
    }
}
