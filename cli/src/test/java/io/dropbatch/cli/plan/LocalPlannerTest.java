package io.dropbatch.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dropbatch.cli.client.drop.FolderScan;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPlannerTest {

    @TempDir
    private Path folder;

    @Test
    void tells_tasks_pool_limits_and_an_estimate() throws IOException {
        Files.writeString(folder.resolve("rows.csv"), "id;v\n" + "1;2\n".repeat(45));
        Workload workload = workload("""
                tasks:
                  forEach: { row: rows.csv, chunk: 10 }
                  command: run "$INPUT"
                  outputs: [part.txt]
                  environment: { SEED: "42" }
                  timeout: 5m
                  retries: 1
                merge: { command: join, outputs: [part.txt], fanIn: 2 }
                limits: { maxTasks: 100, wallClock: 10m, budget: 2.50 }
                pool: { vmSize: Standard_D4s_v5, nodes: { min: 0, max: 1 } }
                """);

        DryRunReport report = report(workload, Map.of("rate", "0.5"), Duration.ofSeconds(40));

        assertThat(report.levels()).containsExactly(5, 3, 2, 1);
        assertThat(report.environment()).isEqualTo(Map.of("SEED", "42", "PARAM_RATE", "0.5"));
        assertThat(report.firstTasks())
                .extracting(DryRunReport.FirstTask::index, DryRunReport.FirstTask::rows)
                .containsExactly(tuple(1, 10), tuple(2, 10), tuple(3, 10));
        assertThat(report.estimate())
                .isEqualTo(new RunEstimate(4, List.of(2, 1, 1, 1), 1, Duration.ofMinutes(25), Duration.ofSeconds(200)));
        assertThat(DryRunPage.lines(report))
                .contains(
                        "rows.csv was read as UTF-8; separated by ';' (recognised)",
                        "tasks     5 tasks, then 3, then 2, then 1 merge tasks",
                        "inputs    1 file, 185 bytes",
                        "pool      Standard_D4s_v5 with ubuntu-24.04, 0 to 1 node, as many tasks on each",
                        "          as it has cores",
                        "limits    at most 100 tasks; 5 min and 1 retry for each; 10 min for all, costs",
                        "          at most 2.50",
                        "estimate  4 tasks at a time with all nodes, so rounds of tasks: 2 + 1 + 1 + 1",
                        "          about 3 min 20 s, and what nodes take to start",
                        "          if every task takes its whole 5 min: 25 min",
                        "          more than limits.wallClock, after which Batch ends the job",
                        "  run \"$INPUT\"",
                        "  join",
                        "  PARAM_RATE=0.5",
                        "  1  10 rows",
                        "This was a dry run: nothing was uploaded, nothing was started.");
    }

    @Test
    void refuses_what_the_services_would_refuse_in_their_words() throws IOException {
        Files.writeString(folder.resolve("rows.csv"), "id\n1\n2\n3\n");
        Workload workload = workload("""
                tasks: { forEach: { row: rows.csv }, command: run, outputs: [] }
                limits: { maxTasks: 2 }
                """);

        assertThatThrownBy(() -> report(workload, Map.of(), null))
                .isInstanceOfSatisfying(
                        CliException.class,
                        refused -> assertThat(refused.exitCode()).isEqualTo(2))
                .hasMessageStartingWith("this drop would be rejected (quota): ")
                .hasMessageContaining("maxTasks");
    }

    @Test
    void refuses_files_times_settings_that_are_too_many() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "1");
        Files.writeString(folder.resolve("b.txt"), "2");
        Workload workload = workload("""
                tasks:
                  forEach: { file: "*.txt", sweep: { a: { from: 0, to: 1, steps: 11 } } }
                  command: run
                  outputs: []
                limits: { maxTasks: 20 }
                """);

        assertThatThrownBy(() -> report(workload, Map.of(), null))
                .hasMessageStartingWith("this drop would be rejected (quota): ");
        Files.delete(folder.resolve("b.txt"));
        assertThat(report(workload, Map.of(), null).firstTasks().getLast().environment())
                .isEqualTo(Map.of("PARAM_A", "0.2"));
    }

    @Test
    void plans_files_that_are_drops_by_themselves_as_the_job_that_they_share() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "1");
        Files.writeString(folder.resolve("b.txt"), "22");
        Files.writeString(folder.resolve("c.log"), "333");
        Workload workload = workload("""
                start: { on: each-file }
                tasks: { forEach: { file: "**/*.txt" }, command: run, outputs: [] }
                """);

        DryRunReport report = report(workload, Map.of(), null);

        assertThat(report.levels()).containsExactly(2);
        assertThat(report.firstTasks().getFirst().inputs()).containsExactly("local/a.txt");
        assertThatThrownBy(() -> report(workload, Map.of("A", "1"), null))
                .hasMessageContaining("parameters do not reach it");
    }

    @Test
    void knows_of_a_drop_that_is_split_only_the_split() throws IOException {
        Files.writeString(folder.resolve("film.mp4"), "x");
        Workload workload = workload("""
                split: { command: cut, outputs: ["*.seg"] }
                tasks: { forEach: { file: "*.seg" }, command: run, outputs: [] }
                """);

        DryRunReport report = report(workload, Map.of(), Duration.ofSeconds(3));

        assertThat(report.levels()).containsExactly(1);
        assertThat(report.splitCommand()).isEqualTo("cut");
        assertThat(DryRunPage.lines(report))
                .contains(
                        "tasks     one that splits the drop; how many follow is known then",
                        "split command",
                        "  cut",
                        "  1  film.mp4");
    }

    @Test
    void keeps_only_the_tasks_that_are_asked_for() throws IOException {
        Files.writeString(folder.resolve("rows.csv"), "id\n" + "1\n".repeat(5000));
        Workload workload = workload("tasks: { forEach: { row: rows.csv }, command: run, outputs: [] }\n");

        LocalPlan plan = LocalPlanner.plan(workload, FolderScan.of(folder, false), Map.of(), index -> index == 4321);

        assertThat(plan.plan().mapTasks()).isEqualTo(5000);
        assertThat(plan.tasks()).singleElement().satisfies(task -> {
            assertThat(task.index()).isEqualTo(4321);
            assertThat(task.parameters()).isEqualTo(Map.of("ID", "1"));
        });
    }

    @Test
    void shows_no_character_that_would_move_a_cursor() {
        Workload workload = workload("""
                tasks:
                  forEach: { repeat: 1 }
                  command: "a\\e[2J\\nb"
                  outputs: []
                  environment: { X: "\\e]0;title\\a" }
                """);

        assertThat(String.join("\n", DryRunPage.lines(report(workload, Map.of(), null))))
                .matches("(?s)[^\\p{Cntrl}\\n]*(\\n[^\\p{Cntrl}\\n]*)*");
    }

    private DryRunReport report(Workload workload, Map<String, String> parameters, Duration taskTime) {
        return DryRunReport.of(
                LocalPlanner.plan(
                        workload, FolderScan.of(folder, false), parameters, index -> index <= DryRunReport.SHOWN),
                taskTime);
    }

    private static Workload workload(String rest) {
        byte[] yaml = ("apiVersion: dropbatch/v1\nname: trial\n" + rest).getBytes(StandardCharsets.UTF_8);
        return ((WorkloadReading.Valid) WorkloadReader.read(yaml, new WorkloadName("trial"))).workload();
    }
}
