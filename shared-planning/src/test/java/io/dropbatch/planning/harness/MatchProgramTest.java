package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.testtools.NeededTools;
import io.dropbatch.localazure.testtools.NeedsTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code match.awk} alone: paths go in, those that a pattern matches come out. */
class MatchProgramTest {

    @TempDir
    private Path root;

    static List<Arguments> cases() throws IOException {
        return GlobCasesTest.cases().toList();
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @MethodSource("cases")
    void a_pattern_and_a_path_agree_or_not(String pattern, String path, boolean matches) {
        assertDecides(pattern, path, matches, "awk");
    }

    @Test
    @NeedsTool("mawk")
    void mawk_decides_the_whole_table() throws IOException {
        assertDecidesEveryCase("mawk");
    }

    @Test
    @NeedsTool("gawk")
    void gawk_decides_the_whole_table() throws IOException {
        assertDecidesEveryCase("gawk");
    }

    @Test
    @NeedsTool("busybox")
    void the_awk_of_busybox_decides_the_whole_table() throws IOException {
        assertDecidesEveryCase("busybox", "awk");
    }

    @Test
    void complaints_of_find_pass_through() {
        assertThat(match("*.txt", List.of("!line break", "./a.txt", "!find"), "awk"))
                .containsExactly("!line break", "./a.txt", "!find");
    }

    @Test
    void each_path_comes_out_once_and_each_pattern_without_a_path_by_name() {
        assertThat(match("a*\n*.txt\n*.png\n[x]", List.of("./a.txt", "./b.csv"), "awk"))
                .containsExactly("./a.txt", "!*.png", "![x]");
    }

    private void assertDecidesEveryCase(String... awk) throws IOException {
        for (Arguments row : cases()) {
            Object[] columns = row.get();
            assertDecides((String) columns[0], (String) columns[1], (Boolean) columns[2], awk);
        }
    }

    private void assertDecides(String pattern, String path, boolean matches, String... awk) {
        assertThat(match(pattern, List.of("./" + path), awk))
                .as("%s and %s", pattern, path)
                .containsExactly(matches ? "./" + path : "!" + pattern);
    }

    private List<String> match(String patterns, List<String> paths, String... awk) {
        Node.write(root.resolve("input.txt"), String.join("\n", paths) + "\n");
        List<String> line = new ArrayList<>(List.of(awk));
        line.set(0, NeededTools.located(awk[0]).toString());
        line.addAll(List.of("-f", HarnessParts.FOLDER.resolve("match.awk").toString()));
        return HarnessParts.run(line, root, Map.of("LC_ALL", "C", "DROPBATCH_PATTERNS", patterns))
                .output()
                .lines()
                .toList();
    }
}
