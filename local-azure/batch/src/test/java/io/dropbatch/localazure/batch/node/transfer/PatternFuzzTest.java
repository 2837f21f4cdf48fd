package io.dropbatch.localazure.batch.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.Fuzz;
import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No pattern of output files hangs, fails or finds what lies outside of its task. */
class PatternFuzzTest {

    private static final Duration A_WHILE = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    Path task;

    @BeforeEach
    void files() throws Exception {
        task = folder.resolve("task");
        for (String file : List.of(
                "stdout.txt", "wd/a.txt", "wd/x/b.txt", "wd/x/y/c.txt", "wd/[z", "wd/aaaaaaaaaaaaaaaaaaaaaaaa")) {
            Files.createDirectories(task.resolve(file).getParent());
            Files.writeString(task.resolve(file), file);
        }
        Files.writeString(folder.resolve("outside.txt"), "secret");
        Files.createSymbolicLink(task.resolve("wd/out"), folder);
    }

    @Test
    void spoilt_patterns_find_nothing_outside() {
        List<String> good = List.of(
                "**/*.txt", "../std*.txt", "x/**/[!a-b]?.txt", "wd/../**", "out/*.txt", "/**/*", "a*a*a*a*a*a*b");

        Set<Path> found = new HashSet<>();

        new Fuzz(1).spoil(A_WHILE, good, input -> {
            try {
                found.addAll(OutputPattern.parse(input, task).find());
            } catch (RunFailure refused) {
                assertThat(refused.info()).isNotNull();
            }
        });

        assertThat(found).isNotEmpty().allMatch(file -> file.startsWith(task));
    }

    @Test
    void patterns_that_could_match_in_many_ways_end_soon() throws Exception {
        for (String pattern : List.of(
                "a*".repeat(200) + "b", "*".repeat(5000), "**/".repeat(300) + "*.txt", "[a-z]*".repeat(100) + "!")) {
            long begun = System.nanoTime();

            OutputPattern.parse(pattern, task).find();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
