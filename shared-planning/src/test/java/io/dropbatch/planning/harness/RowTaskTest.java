package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.FailureCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row task gets the header and its own rows, cut by bytes. */
class RowTaskTest {

    private static final String HEADER = "id,näme\n";
    private static final String FIRST = "1,a\n2,\"two\nlines, ü\"\n";
    private static final String SECOND = "3,c\n4,d";

    private final Node node;

    RowTaskTest(@TempDir Path root) {
        node = new Node(root);
    }

    @Test
    void a_slice_keeps_quoted_line_breaks_and_the_files_own_name() {
        node.shared("in put/scenarios.csv", HEADER + FIRST + SECOND)
                .with(
                        "DROPBATCH_ROWS",
                        bytes(HEADER) + " " + bytes(HEADER) + " " + bytes(FIRST) + " in put/scenarios.csv")
                .command("cat \"$INPUT\"; basename \"$INPUT\" >&2");

        Finished finished = node.run();

        assertThat(finished.content("logs/stdout.txt")).isEqualTo(HEADER + FIRST);
        assertThat(finished.content("logs/stderr.txt")).isEqualTo("scenarios.csv\n");
    }

    @Test
    void the_last_slice_may_lack_a_line_break() {
        int from = bytes(HEADER) + bytes(FIRST);
        node.shared("s.csv", HEADER + FIRST + SECOND)
                .with("DROPBATCH_ROWS", bytes(HEADER) + " " + from + " " + bytes(SECOND) + " s.csv")
                .command("cat \"$INPUT\"");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo(HEADER + SECOND);
    }

    @Test
    void a_file_without_a_header_is_cut_alike() {
        node.shared("s.jsonl", "{\"a\":1}\n{\"a\":2}\n")
                .with("DROPBATCH_ROWS", "0 8 8 s.jsonl")
                .command("cat \"$INPUT\"");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("{\"a\":2}\n");
    }

    @Test
    void a_slice_in_the_middle_of_a_large_file_is_cut_to_the_byte() {
        String row = "0123456789abcde\n";
        node.shared("s.csv", row.repeat(200_000))
                .with("DROPBATCH_ROWS", "16 1600000 320000 s.csv")
                .command("cat \"$INPUT\" | sort -u; wc -c < \"$INPUT\"");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo(row + "320016\n");
    }

    @Test
    void a_row_file_that_has_shrunk_is_noticed() {
        Finished finished = node.shared("s.csv", "id\n1\n")
                .with("DROPBATCH_ROWS", "3 3 10 s.csv")
                .command(":")
                .run();

        assertThat(finished.failure()).isEqualTo(FailureCode.INPUT_CHANGED);
        assertThat(finished.message()).contains("'s.csv'");
    }

    @Test
    void a_row_file_that_is_not_there_is_missed() {
        Finished finished =
                node.with("DROPBATCH_ROWS", "3 3 10 s.csv").command(":").run();

        assertThat(finished.failure()).isEqualTo(FailureCode.INPUT_MISSING);
    }

    @Test
    void a_row_file_that_the_drop_was_split_into_is_the_tasks_own_and_is_checked() {
        node.with("DROPBATCH_MAP_LEVEL", "1")
                .with("DROPBATCH_LEVEL", "1")
                .input("made/s.csv", "id\n1\n2\n")
                .with("DROPBATCH_ROWS", "3 5 2 made/s.csv")
                .command("cat \"$INPUT\"");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("id\n2\n");
    }

    @Test
    void what_follows_on_the_map_of_a_drop_that_was_split_merges() {
        Finished finished = node.with("DROPBATCH_MAP_LEVEL", "1")
                .with("DROPBATCH_LEVEL", "2")
                .mergeCommand(":")
                .run();

        assertThat(finished.failure()).isEqualTo(FailureCode.INPUT_MISSING);
        assertThat(finished.message()).contains("the list of the outputs to merge");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
