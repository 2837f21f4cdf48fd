package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.planning.harness.HarnessParts.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code outputs.sh} alone: what is declared is staged as it is, and what is staged is measured. */
class OutputsPartTest {

    private static final String STAGE =
            "up=_dropbatch/up/run-1; find_outputs \"$PATTERNS\"; stage_outputs \"$PATTERNS\"; printf '%s' \"$outputs\"";

    private final HarnessParts parts;
    private final Path staged;

    OutputsPartTest(@TempDir Path root) {
        parts = new HarnessParts(root, "marker.sh", "outputs.sh").file("_dropbatch/up/run-1/out/.keep", "");
        staged = parts.task.resolve("_dropbatch/up/run-1/out");
    }

    @Test
    void an_output_keeps_its_folders() {
        parts.file("result.json", "1").file("charts/deep/a.png", "22");

        Printed printed = stage("result.json\ncharts/**/*.png");

        assertThat(printed.output().lines()).containsExactly("./result.json", "./charts/deep/a.png");
        assertThat(Node.read(staged.resolve("charts/deep/a.png"))).isEqualTo("22");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words.txt", "-rf.txt", "$(id).txt", "'a'.txt", "back\\slash.txt", "tab\t.txt"})
    void an_output_is_staged_whatever_its_name(String name) {
        parts.file(name, "content");

        stage("*.txt");

        assertThat(Node.read(staged.resolve(name))).isEqualTo("content");
    }

    @Test
    void a_link_to_a_file_is_staged_as_that_file() throws IOException {
        parts.file("real", "content");
        Files.createSymbolicLink(parts.task.resolve("result.txt"), Path.of("real"));

        stage("result.txt");

        assertThat(staged.resolve("result.txt")).isRegularFile().isReadable();
        assertThat(Files.isSymbolicLink(staged.resolve("result.txt"))).isFalse();
    }

    @Test
    void a_declared_output_that_is_not_there_is_named() {
        Printed printed = stage("a.txt\n*.png");

        assertThat(printed.exitCode()).isEqualTo(70);
        assertThat(printed.complaint()).startsWith("dropbatch: output-missing:").contains("'a.txt'");
    }

    @Test
    void every_output_is_measured_where_it_is_staged() {
        parts.file("a b.txt", "1").file("back\\slash", "22");
        parts.file("_dropbatch/started", "").file("_dropbatch/ended", "");

        Printed printed = parts.with("PATTERNS", "*")
                .run("up=_dropbatch/up/run-1; find_outputs '*'; stage_outputs '*'; measure_outputs"
                        + "; printf '%s' \"$sizes$hashes\"; printf '%s' \"$started\"");

        assertThat(printed.output().lines().limit(4)).containsExactly("1", "2", Node.sha256("1"), Node.sha256("22"));
        assertThat(printed.output().lines().skip(4))
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    }

    private Printed stage(String patterns) {
        return parts.with("PATTERNS", patterns).run(STAGE);
    }
}
