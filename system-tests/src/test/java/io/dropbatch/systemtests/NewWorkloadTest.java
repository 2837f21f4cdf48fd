package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The way of somebody who writes a workload: from a ready-made one to a verified result, by the commands as they are printed. */
@ExtendWith(SystemExtension.class)
class NewWorkloadTest {

    @Test
    void a_task_that_was_tried_here_leaves_the_same_bytes_on_a_node(RunningSystem system, @TempDir Path folder)
            throws IOException {
        Path workload = folder.resolve("new-words");
        Path kept = folder.resolve("kept");
        Path results = folder.resolve("results");
        system.dropbatch("workload", "init", "word-count", workload.toString()).andWell();

        system.dropbatch("workload", "test", workload.toString(), "--merge", "--keep", kept.toString())
                .andWell();
        system.dropbatch("publish", workload.toString()).andWell();
        String planned = system.dropbatch("submit", "new-words", drop(workload), "--dry-run")
                .andWell()
                .said();
        system.dropbatch("submit", "new-words", drop(workload), "--watch", "--download", results.toString())
                .andWell();

        assertThat(planned).contains("tasks     7 tasks, then 1 merge task");
        Path tried = kept.resolve("1-000001/outputs");
        assertThat(names(tried)).containsExactly("counts.tsv", "total.txt");
        for (String name : names(tried)) {
            assertThat(results.resolve(name)).hasSameBinaryContentAs(tried.resolve(name));
        }
    }

    private static String drop(Path workload) {
        return workload.resolve("drop").toString();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
