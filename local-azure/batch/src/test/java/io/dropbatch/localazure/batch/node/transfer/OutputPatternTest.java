package io.dropbatch.localazure.batch.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialect of output file patterns. */
class OutputPatternTest {

    @TempDir
    Path task;

    @BeforeEach
    void files() throws Exception {
        for (String file : List.of(
                "wd/a.png",
                "wd/b.json",
                "wd/.dot.png",
                "wd/x/a.png",
                "wd/x/y/c.png",
                "wd/x/y/.d/e.png",
                "wd/[x].txt",
                "wd/-dash",
                "wd/ünï.txt",
                "stdout.txt",
                "stderr.txt")) {
            Files.createDirectories(task.resolve(file).getParent());
            Files.writeString(task.resolve(file), file);
        }
        Files.createSymbolicLink(task.resolve("wd/loop"), task.resolve("wd"));
        Files.createSymbolicLink(task.resolve("wd/link.json"), task.resolve("wd/b.json"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    *.png             | a.png
                    **/*.png          | x/y/c.png x/a.png a.png
                    x/**/*.png        | y/c.png a.png
                    x/**              | y/c.png a.png
                    */*.png           | x/a.png
                    ?.png             | a.png
                    [ab].*            | a.png b.json
                    [!a].*            | b.json
                    [a-c].png         | a.png
                    .*.png            | .dot.png
                    *.json            | b.json link.json
                    [[]x].txt         | [x].txt
                    ünï.*             | ünï.txt
                    ../std*.txt       | stderr.txt stdout.txt
                    ../wd/../std*.txt | stderr.txt stdout.txt
                    x/*/c.png         | y/c.png
                    none/*.png        |
                    """)
    void a_pattern_and_a_path_agree_or_not(String pattern, String expected) throws Exception {
        OutputPattern files = OutputPattern.parse(pattern, task);

        assertThat(files.find().stream()
                        .map(file -> files.base().relativize(file).toString()))
                .containsExactlyElementsOf(expected == null ? List.of() : Arrays.asList(expected.split(" ")));
    }

    @Test
    void a_pattern_without_wildcards_is_one_file() throws Exception {
        assertThat(OutputPattern.parse("-dash", task).find()).containsExactly(task.resolve("wd/-dash"));
        assertThat(OutputPattern.parse("../stdout.txt", task).find()).containsExactly(task.resolve("stdout.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../*", "/etc/*", "/*", "../../../etc/passwd", "*/../../x"})
    void never_leads_out_of_the_task(String pattern) {
        assertThatThrownBy(() -> OutputPattern.parse(pattern, task)).isInstanceOf(RunFailure.class);
    }

    @Test
    void takes_no_exponential_time() {
        Assertions.assertTimeout(
                Duration.ofSeconds(2), () -> new GlobSegment("*a".repeat(2000) + "b").matches("a".repeat(5000)));
    }
}
