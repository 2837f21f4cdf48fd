package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.FailureCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A merge task sees exactly the outputs that the list names, with the content that it names. */
class MergeTaskTest {

    private final Node node;

    MergeTaskTest(@TempDir Path root) {
        node = new Node(root);
    }

    private Node merging(String task, String output, String content) {
        String source = "demo/" + Node.SUBMISSION + "/1/" + task + "/run-" + task + "/out/" + output;
        return node.arrived(source, content).merges(Node.sha256(content), source, task + "/" + output);
    }

    /** Batch brought the output by its own address. */
    private Node mergingInPlace(String task, String output, String content) {
        String source = "demo/" + Node.SUBMISSION + "/1/" + task + "/run-" + task + "/out/" + output;
        String place = task + "/" + output;
        return node.arrived(place, content).merges(Node.sha256(content), source, place);
    }

    @Test
    void outputs_that_came_by_their_own_addresses_are_merged_with_those_of_whole_folders() {
        mergingInPlace("0-000001", "a b';$(touch x).csv", "1");
        mergingInPlace("0-000002", "-rf/*/ü\"\\", "2");
        merging("0-000003", "tab\tin/both\tnames", "3");
        node.mergeCommand("cd \"$INPUTS\"; find . -type f | wc -l; cat */a* */-rf/*/* */tab*/*");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("3\n123");
    }

    @Test
    void an_output_that_came_by_its_own_address_is_checked_too() {
        node.arrived("0-000001/result.json", "altered")
                .merges(Node.sha256("1"), "demo/run-1/out/result.json", "0-000001/result.json")
                .mergeCommand("echo ran");

        assertThat(node.run().failure()).isEqualTo(FailureCode.INPUT_CHANGED);
    }

    @Test
    void exactly_the_listed_outputs_are_the_inputs() {
        merging("0-000001", "result.json", "1");
        merging("0-000001", "charts/a.png", "2");
        merging("0-000002", "result.json", "3");
        node.arrived("demo/" + Node.SUBMISSION + "/1/0-000002/late-run/out/result.json", "late");
        node.mergeCommand("cd \"$INPUTS\"; find . -type f | sort; cat 0-*/result.json; echo \"${INPUT-unset}\"");

        Finished finished = node.run();

        assertThat(finished.content("logs/stdout.txt"))
                .isEqualTo("./0-000001/charts/a.png\n./0-000001/result.json\n./0-000002/result.json\n13unset\n");
    }

    @Test
    void hostile_names_are_merged_like_any_other() {
        merging("0-000001", "a b';$(touch x).csv", "1");
        merging("0-000002", "-rf/*/ü\"\\", "2");
        merging("0-000003", "tab\tin/both\tnames", "3");
        node.mergeCommand("cd \"$INPUTS\"; cat */a* */-rf/*/* */tab*/*");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("123");
    }

    @Test
    void the_outputs_are_declared_for_the_merge_alone() {
        merging("0-000001", "result.json", "1");
        node.outputs("map-only.json").with("DROPBATCH_MERGE_OUTPUTS", "summary.json");
        node.mergeCommand("cat \"$INPUTS\"/*/result.json > summary.json");

        assertThat(node.run().staged()).containsExactly("_task.json", "out/summary.json");
    }

    @Test
    void an_output_that_did_not_arrive_is_missed() {
        merging("0-000001", "result.json", "1");
        node.merges(Node.sha256("2"), "demo/gone/result.json", "0-000002/result.json")
                .mergeCommand("echo ran");

        Finished finished = node.run();

        assertThat(finished.failure()).isEqualTo(FailureCode.INPUT_MISSING);
        assertThat(finished.message()).contains("demo/gone/result.json");
    }

    @Test
    void an_output_with_another_content_is_noticed() {
        merging("0-000001", "result.json", "1");
        node.arrived("other", "2")
                .merges(Node.sha256("3"), "other", "0-000002/result.json")
                .mergeCommand("echo ran");

        assertThat(node.run().failure()).isEqualTo(FailureCode.INPUT_CHANGED);
    }

    @Test
    void an_output_may_be_placed_under_another_name() {
        node.arrived("other", "2").merges(Node.sha256("2"), "other", "0-000002/result.json");

        assertThat(node.mergeCommand("cat \"$INPUTS\"/0-000002/result.json")
                        .run()
                        .content("logs/stdout.txt"))
                .isEqualTo("2");
    }

    @Test
    void a_place_outside_of_the_folder_is_refused() {
        node.arrived("other", "2")
                .merges(Node.sha256("2"), "other", "../../escaped")
                .mergeCommand(":");

        Finished finished = node.run();

        assertThat(finished.failure()).isEqualTo(FailureCode.PLATFORM);
        assertThat(finished.task().resolve("escaped")).doesNotExist();
    }

    @Test
    void a_merge_without_its_list_is_missed() {
        Finished finished =
                node.with("DROPBATCH_LEVEL", "1").mergeCommand("echo ran").run();

        assertThat(finished.failure()).isEqualTo(FailureCode.INPUT_MISSING);
    }

    @Test
    void a_repeated_merge_finds_everything_again() {
        merging("0-000001", "result.json", "1").mergeCommand("exit 1").run();

        assertThat(node.mergeCommand("cat \"$INPUTS\"/*/*").run().content("logs/stdout.txt"))
                .isEqualTo("1");
    }
}
