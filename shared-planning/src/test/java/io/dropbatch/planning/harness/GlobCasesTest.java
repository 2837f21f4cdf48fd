package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.testtools.NeededTools;
import io.dropbatch.localazure.testtools.NeedsTool;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskMarker.Output;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The harness matches outputs by the same table of cases as every other implementation of the dialect. */
class GlobCasesTest {

    private static final String MAKE_FILE = "mkdir -p -- \"$(dirname -- \"$FILE\")\" && echo 1 > \"./$FILE\"";

    private final Node node;
    private final Toolbox tools;

    GlobCasesTest(@TempDir Path root) {
        node = new Node(root);
        tools = new Toolbox(root.resolve("tools"));
    }

    static Stream<Arguments> cases() throws IOException {
        try (InputStream table = GlobCasesTest.class.getResourceAsStream("/glob/cases.tsv")) {
            List<String> lines = new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.stream()
                    .skip(1)
                    .map(line -> line.split("\t"))
                    // An absolute path is no path of an output.
                    .filter(columns -> !columns[1].startsWith("/"))
                    .map(columns -> Arguments.of(columns[0], columns[1], Boolean.valueOf(columns[2])));
        }
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @MethodSource("cases")
    void a_pattern_and_a_path_agree_or_not(String pattern, String path, boolean matches) {
        Finished finished =
                node.with("FILE", path).command(MAKE_FILE).outputs(pattern).run();

        assertDecision(finished, pattern, path, matches);
    }

    @Test
    @NeedsTool("mawk")
    void mawk_decides_like_the_others() {
        assertDecides("mawk");
    }

    @Test
    @NeedsTool("gawk")
    void gawk_decides_like_the_others() {
        assertDecides("gawk");
    }

    @Test
    @NeedsTool("busybox")
    void the_awk_of_busybox_decides_like_the_others() {
        assertDecides("busybox", "awk");
    }

    private void assertDecides(String program, String... arguments) {
        String call = NeededTools.located(program) + " " + String.join(" ", arguments);
        node.with("PATH", tools.with("awk", call) + ":" + System.getenv("PATH"))
                .command("mkdir -p a/b .c; echo 1 | tee a/ü.txt a/b/d.txt .c/e.txt '[x' > /dev/null")
                .outputs("**/?.txt", "[[]x", "a/**/[c-e].t*t", ".c/*");

        assertThat(node.run().marker().outputs())
                .extracting(Output::path)
                .containsExactlyInAnyOrder("a/ü.txt", "a/b/d.txt", ".c/e.txt", "[x");
    }

    private static void assertDecision(Finished finished, String pattern, String path, boolean matches) {
        if (matches) {
            assertThat(finished.marker().outputs()).extracting(Output::path).containsExactly(path);
        } else {
            assertThat(finished.failure()).isEqualTo(FailureCode.OUTPUT_MISSING);
            assertThat(finished.message()).contains("'" + pattern + "'");
        }
    }
}
