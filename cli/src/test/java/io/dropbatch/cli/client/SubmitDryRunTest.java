package io.dropbatch.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.cli.workload.CommandResult;
import io.dropbatch.codec.ModelJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing runs that a submission could reach. */
class SubmitDryRunTest {

    private Path file;
    private Path drop;

    @BeforeEach
    void makeFolders(@TempDir Path root) throws IOException {
        file = root.resolve("trial.yaml");
        drop = Files.createDirectory(root.resolve("drop"));
        Files.writeString(file, """
                apiVersion: dropbatch/v1
                name: trial
                tasks:
                  forEach: { file: "*.txt" }
                  command: run "$INPUT"
                  outputs: [out.txt]
                pool: { vmSize: Standard_D2s_v5, nodes: { max: 1 } }
                """);
        for (int number = 1; number <= 5; number++) {
            Files.writeString(drop.resolve(number + ".txt"), "x");
        }
    }

    @Test
    void tells_of_a_file_of_this_machine_what_would_be_started() {
        CommandResult result = dryRun("--task-time", "1m", "--param", "RATE=2");

        assertThat(result.problem()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.lines())
                .contains(
                        "tasks     5 tasks, no merge",
                        "inputs    5 files, 5 bytes",
                        "estimate  2 tasks at a time with all nodes, so rounds of tasks: 3",
                        "          about 3 min, and what nodes take to start",
                        "  PARAM_RATE=2",
                        "  1  1.txt",
                        "  3  3.txt")
                .doesNotContain("  4  4.txt");
    }

    @Test
    void tells_programs_the_same_in_json() {
        CommandResult result = dryRun("--json");

        JsonNode report = ModelJson.read(result.out(), JsonNode.class);
        assertThat(result.lines()).hasSize(1);
        assertThat(report.path("levels").get(0).asInt()).isEqualTo(5);
        assertThat(report.path("command").asText()).isEqualTo("run \"$INPUT\"");
        assertThat(report.path("firstTasks")).hasSize(3);
        assertThat(report.path("pool").path("vmSize").asText()).isEqualTo("Standard_D2s_v5");
        assertThat(report.path("estimate").path("rounds").get(0).asInt()).isEqualTo(3);
    }

    @Test
    void says_the_line_of_a_mistake() throws IOException {
        Files.writeString(file, Files.readString(file).replace("outputs", "ouputs"));

        assertThat(dryRun())
                .isEqualTo(new CommandResult(
                        2,
                        "",
                        "the workload is not valid:\n" + file
                                + ":6:3: unknown key 'ouputs' in tasks: did you mean 'outputs'?"));
    }

    @Test
    void refuses_options_that_make_no_sense_together() {
        assertThat(dryRun("--watch").exitCode()).isEqualTo(2);
        assertThat(dryRun("--task-time", "soon").problem())
                .isEqualTo("--task-time soon: give a time such as 40s or 5m");
        assertThat(CommandResult.of(new SubmitCommand(), "trial", drop.toString(), "--task-time", "5s"))
                .isEqualTo(new CommandResult(2, "", "--task-time belongs to --dry-run; nothing was uploaded"));
    }

    private CommandResult dryRun(String... options) {
        List<String> arguments = new ArrayList<>(List.of(file.toString(), drop.toString(), "--dry-run"));
        arguments.addAll(List.of(options));
        return CommandResult.of(new SubmitCommand(), arguments.toArray(String[]::new));
    }
}
