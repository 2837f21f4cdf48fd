package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.result.TaskMarker.Output;
import io.dropbatch.planning.harness.HarnessParts.Printed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code marker.sh} alone: whatever a name holds, the marker is JSON that says the same. */
class MarkerPartTest {

    private final HarnessParts parts;

    MarkerPartTest(@TempDir Path root) {
        parts = new HarnessParts(root, "marker.sh");
    }

    static List<String> hostileNames() {
        return List.of(
                "",
                "plain.txt",
                "two words",
                "it \"quotes\"",
                "back\\slash\\",
                "\\u0041",
                "tab\there",
                "line\nbreak",
                "bell\u0007 and escape\u001b[31m",
                "delete\u007f",
                "; rm -rf ~",
                "$(touch hacked) `touch hacked`",
                "*.txt [a-z]? ${IFS}",
                "%s%d%n",
                "-n",
                "</script>");
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void a_text_comes_back_from_json_as_it_was(String text) {
        Printed printed = parts.with("TEXT", text).run("json \"$TEXT\"; printf '%s' \"$json\"");

        assertThat(ModelJson.read(printed.output(), String.class)).isEqualTo(text);
        assertThat(parts.task.resolve("hacked")).doesNotExist();
    }

    @Test
    void names_beyond_ascii_stay_as_they_are() {
        Printed printed = parts.with("TEXT", "Grüße \"日本\"").run("json \"$TEXT\"; printf '%s' \"$json\"");

        assertThat(ModelJson.read(printed.output(), String.class)).isEqualTo("Grüße \"日本\"");
    }

    @Test
    void the_marker_lists_each_output_with_its_own_size_and_hash() {
        parts.with("DROPBATCH_SUBMISSION", Node.SUBMISSION).with("AZ_BATCH_TASK_ID", "0-000001");

        parts.run("""
                up=. run=run-1 started=2026-01-31T12:00:00Z ended=2026-01-31T12:00:01Z
                outputs="./a b.txt$newline./\\"c\\".png$newline" sizes="1${newline}22$newline" hashes="aa${newline}bb$newline"
                write_marker 0 null""");

        TaskMarker marker = ModelJson.read(Node.read(parts.task.resolve("_task.json")), TaskMarker.class);
        assertThat(marker.outputs()).extracting(Output::path).containsExactly("a b.txt", "\"c\".png");
        assertThat(marker.outputs()).extracting(Output::bytes).containsExactly(1L, 22L);
        assertThat(marker.outputs()).extracting(Output::sha256).containsExactly("aa", "bb");
        assertThat(marker.failure()).isNull();
    }

    @Test
    void a_failure_ends_the_task_with_its_code_the_last_words_and_the_logs() {
        parts.with("DROPBATCH_SUBMISSION", Node.SUBMISSION).with("AZ_BATCH_TASK_ID", "0-000001");
        parts.file("_dropbatch/started", "")
                .file("_dropbatch/stderr.txt", "last words")
                .file("up/logs/.keep", "");

        Printed printed = parts.run("up=up run=run-1; fail user-exit 3 'the command said \"no\"'; echo not reached");

        assertThat(printed.exitCode()).isEqualTo(3);
        assertThat(printed.output()).isEmpty();
        assertThat(printed.complaint()).isEqualTo("dropbatch: user-exit: the command said \"no\"\n");
        TaskMarker marker = ModelJson.read(Node.read(parts.task.resolve("up/_task.json")), TaskMarker.class);
        assertThat(marker.failure().code()).isEqualTo(FailureCode.USER_EXIT);
        assertThat(marker.failure().stderrTail()).isEqualTo("bGFzdCB3b3Jkcw==");
        assertThat(Node.read(parts.task.resolve("up/logs/stderr.txt"))).isEqualTo("last words");
    }

    @Test
    void a_full_disk_is_named_whatever_tool_met_it() {
        Printed printed =
                parts.run("broken 'the outputs cannot be staged' 'cp: error writing: No space left on device'");

        assertThat(printed.exitCode()).isEqualTo(70);
        assertThat(printed.complaint())
                .isEqualTo("dropbatch: platform: the node's disk is full: the outputs cannot be staged\n");
    }
}
