package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.model.outcome.FailureCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that runs of a failed task that Batch repeats in the same folder do not affect each other. */
class TaskRepeatedTest {

    private final Node node;

    TaskRepeatedTest(@TempDir Path root) {
        node = new Node(root);
    }

    @Test
    void a_second_run_has_a_name_of_its_own_and_uploads_only_what_is_its_own() {
        Finished first = node.command("echo first; exit 1").run();
        String firstRun = first.marker().run();

        Finished second = node.command("echo 2 > a.txt").outputs("a.txt").run();

        assertThat(second.exitCode()).isZero();
        assertThat(second.marker().run()).isNotEqualTo(firstRun);
        assertThat(second.staged()).containsExactly("_task.json", "out/a.txt");
    }

    @Test
    void an_output_of_the_first_run_does_not_pass_for_one_of_the_second() {
        node.outputs("a.txt")
                .command("echo 1 > a.txt; mkdir -p -- -d/.e; exit 1")
                .run();

        Finished second = node.command("ls -A").run();

        assertThat(second.failure()).isEqualTo(FailureCode.OUTPUT_MISSING);
        assertThat(second.content("logs/stdout.txt")).isEqualTo("_dropbatch\n");
    }

    @Test
    void an_input_that_the_first_run_spoilt_is_noticed_by_the_second() {
        node.input("a.csv", "1").command("echo 2 > \"$INPUT\"; exit 1").run();

        assertThat(node.run().failure()).isEqualTo(FailureCode.INPUT_CHANGED);
    }

    @Test
    void a_run_after_one_that_was_killed_outright_is_like_any_other() {
        Process killed =
                node.command("echo 1 > a.txt; touch begun; exec sleep 300").start();
        await("the task to begin")
                .atMost(Node.LIMIT)
                .until(() -> node.task.resolve("begun").toFile().exists());
        killed.descendants().forEach(ProcessHandle::destroyForcibly);
        killed.destroyForcibly();
        node.finish(killed);

        Finished second = node.command("echo 2 > a.txt").outputs("a.txt").run();

        assertThat(second.staged()).containsExactly("_task.json", "out/a.txt");
        assertThat(second.content("out/a.txt")).isEqualTo("2\n");
    }
}
