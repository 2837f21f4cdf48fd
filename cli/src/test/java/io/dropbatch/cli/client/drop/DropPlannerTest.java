package io.dropbatch.cli.client.drop;

import static io.dropbatch.cli.client.drop.PublishedWorkload.eachFile;
import static io.dropbatch.cli.client.drop.PublishedWorkload.starting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.model.drop.DropManifest.Listed;
import io.dropbatch.model.drop.DropTrigger.Kind;
import io.dropbatch.model.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropPlannerTest {

    @TempDir
    private Path folder;

    @Test
    void adds_the_folders_own_parameters_and_those_of_the_command_line_up() throws IOException {
        write("a.csv", "1");
        write("job.yaml", "parameters: { seed: 3, RATE: 0.5 }\ndeadline: 20m\n");

        DropPlan plan = plan(eachFile("manifest"), Map.of("SEED", "7", "W", "80"));

        assertThat(plan.manifest().parameters()).isEqualTo(Map.of("RATE", "0.5", "SEED", "7", "W", "80"));
        assertThat(plan.manifest().deadline()).isEqualTo(Duration.ofMinutes(20));
        assertThat(plan.notes()).containsExactly("--param SEED=7 takes the place of '3' in job.yaml");
        assertThat(plan.asItIs()).isEmpty();
        assertThat(plan.trigger()).isEqualTo(Kind.MANIFEST_JSON);
    }

    @Test
    void gives_a_marker_drop_the_parameters_of_both() throws IOException {
        write("a.csv", "1");
        write("job.json", "{\"parameters\": {\"W\": 60, \"H\": 40}}");

        DropPlan plan = plan(eachFile("marker"), Map.of("W", "80"));

        assertThat(plan.trigger()).isEqualTo(Kind.MARKER);
        assertThat(plan.manifest().parameters()).isEqualTo(Map.of("W", "80", "H", "40"));
        assertThat(paths(plan)).containsExactly("a.csv");
    }

    @Test
    void keeps_the_users_own_list_and_says_what_it_leaves_out() throws IOException {
        write("a.csv", "1");
        write("b.csv", "22");
        write("notes.txt", "n");
        write("job.yml", "inputs: [{ path: b.csv, bytes: 2 }]\n");

        DropPlan plain = plan(eachFile("manifest"), Map.of());
        DropPlan more = plan(eachFile("manifest"), Map.of("W", "80"));

        assertThat(paths(plain)).containsExactly("b.csv");
        assertThat(plain.asItIs()).hasValueSatisfying(file -> assertThat(file).hasFileName("job.yml"));
        assertThat(plain.trigger()).isEqualTo(Kind.MANIFEST_YAML);
        assertThat(plain.notes()).containsExactly("left out, since job.yml does not list them: a.csv, notes.txt");
        assertThat(more.asItIs()).isEmpty();
        assertThat(more.manifest().inputs()).containsExactly(new Listed("b.csv", 2, null));
    }

    @Test
    void names_every_input_that_the_users_list_has_wrong() throws IOException {
        write("Gr\u00f6\u00dfe.txt", "1");
        write("b.csv", "22");
        write("prices.csv", "2");
        write("job.yaml", """
                inputs:
                - { path: "Gro\\u0308\\u00dfe.txt", bytes: 1 }
                - { path: b.csv, bytes: 3 }
                - { path: price.csv, bytes: 1 }
                """);

        assertThat(refusal(eachFile("manifest"), Map.of()))
                .contains("did you mean 'Gr\u00f6\u00dfe.txt'? It differs in case or in its Unicode normal form")
                .contains("'b.csv' has 2 bytes, not 3")
                .contains("'price.csv' is not in the folder: did you mean 'prices.csv'?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1ST  | 1      | has to be named by letters
            A-B  | 1      | has to be named by letters
            seed | 1      | ''
            """)
    void checks_parameters_by_the_rules_of_the_services(String name, String value, String words) throws IOException {
        write("a.csv", "1");

        if (words.isEmpty()) {
            assertThat(plan(eachFile("manifest"), Map.of(name, value))
                            .manifest()
                            .parameters())
                    .containsEntry(name, value);
        } else {
            assertThat(refusal(eachFile("manifest"), Map.of(name, value))).contains(words);
        }
    }

    @Test
    void says_where_the_folders_own_manifest_is_wrong() throws IOException {
        write("a.csv", "1");
        write("job.yaml", "parameters:\n  A: 1\ninput: []\n");

        assertThat(refusal(eachFile("manifest"), Map.of())).contains("job.yaml: line 3", "did you mean 'inputs'?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            forEach: { file: '**/*.txt' }                   | no file matches '**/*.txt' (tasks.forEach.file
            forEach: { file: 'a_R{1,2}.csv' }               | no file matches 'a_R{1,2}.csv'
            forEach: { row: Prices.csv }                    | no 'Prices.csv' (tasks.forEach.row of the workload): did you mean 'prices.csv'?
            forEach: { file: '*' }, shared: ['curves/*']    | no file matches 'curves/*' (tasks.shared
            forEach: { file: '*' }, shared: ['{prices,vols}.csv'] | no file matches 'vols.csv' (tasks.shared
            """)
    void refuses_what_makes_no_tasks(String tasks, String words) throws IOException {
        write("prices.csv", "1");

        assertThat(refusal(starting("manifest", tasks), Map.of())).contains(words, "it holds prices.csv");
    }

    @ParameterizedTest
    @CsvSource({"manifest", "marker"})
    void has_nothing_to_drop_in_an_empty_folder(String on) throws IOException {
        write("_READY", "");
        write(".DS_Store", "x");

        assertThat(refusal(eachFile(on), Map.of())).contains("nothing to drop in " + folder);
    }

    @Test
    void drops_an_empty_folder_for_a_workload_that_needs_no_inputs() {
        assertThat(plan(starting("marker", "forEach: { repeat: 3 }"), Map.of()).files())
                .isEmpty();
    }

    private DropPlan plan(Workload workload, Map<String, String> parameters) {
        return DropPlanner.plan(FolderScan.of(folder, false), workload, parameters);
    }

    private String refusal(Workload workload, Map<String, String> parameters) {
        CliException refused = catchThrowableOfType(CliException.class, () -> plan(workload, parameters));
        assertThat(refused.exitCode()).isEqualTo(2);
        return refused.getMessage();
    }

    private static List<String> paths(DropPlan plan) {
        return plan.files().stream().map(LocalFile::path).toList();
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(folder.resolve(path), text);
    }
}
