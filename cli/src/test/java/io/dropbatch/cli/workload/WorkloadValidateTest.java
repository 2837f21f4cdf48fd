package io.dropbatch.cli.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadValidateTest {

    private static final String VALID = """
            apiVersion: dropbatch/v1
            name: nightly
            tasks:
              forEach: { file: "*.txt" }
              command: wc "$INPUT" > out.txt
              outputs: [out.txt]
            """;

    private Path folder;
    private Path file;

    @BeforeEach
    void makeFolder(@TempDir Path root) throws IOException {
        folder = Files.createDirectory(root.resolve("nightly"));
        file = folder.resolve("workload.yaml");
    }

    @Test
    void takes_a_folder_a_file_of_any_name_and_json() throws IOException {
        Files.writeString(file, VALID);
        Path other = Files.writeString(folder.resolve("nightly.yml"), VALID);
        Path json = Files.writeString(folder.resolve("hourly.json"), """
                {"apiVersion": "dropbatch/v1", "name": "hourly",
                 "tasks": {"forEach": {"repeat": 3}, "command": "true", "outputs": []}}
                """);

        CommandResult result = validate(folder, other, json);

        assertThat(result.lines()).containsExactly(file + ": valid", other + ": valid", json + ": valid");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void names_line_column_and_the_nearest_key_of_each_mistake() throws IOException {
        Files.writeString(file, VALID.replace("outputs:", "ouputs:") + "mrge: { fanIn: 1 }\n");

        CommandResult result = validate(folder);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lines())
                .containsExactly(
                        file + ":6:3: unknown key 'ouputs' in tasks: did you mean 'outputs'?",
                        file + ":7:1: unknown key 'mrge': did you mean 'merge'?");
    }

    @Test
    void tells_programs_the_same_in_json() throws IOException {
        Files.writeString(file, VALID.replace("outputs:", "ouputs:"));

        CommandResult result = CommandResult.of(new WorkloadValidateCommand(), "--json", folder.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lines())
                .containsExactly("{\"file\":\"" + file
                        + "\",\"valid\":false,\"problems\":[{\"line\":6,\"column\":3,\"path\":\"\","
                        + "\"message\":\"unknown key 'ouputs' in tasks: did you mean 'outputs'?\"}]}");
    }

    @Test
    void holds_the_name_to_that_of_the_folder() throws IOException {
        Files.writeString(file, VALID.replace("name: nightly", "name: daily"));

        CommandResult result = validate(folder);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).startsWith(file + ":2:").contains("nightly");
    }

    @Test
    void misses_the_application_that_the_workload_names() throws IOException {
        Files.writeString(file, VALID + "application: { name: tools, version: \"1\" }\n");

        assertThat(validate(folder).out())
                .isEqualTo(file + ":1:1: application: the workload names tools/1, but there is no folder "
                        + folder.resolve("application") + "\n");
    }

    @Test
    void says_what_is_no_workload_at_all() throws IOException {
        Files.write(file, "a: \u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(validate(folder).exitCode()).isEqualTo(1);
        assertThat(validate(folder.resolve("nothing")).exitCode()).isEqualTo(2);
        assertThat(validate(Files.createDirectory(folder.resolve("empty"))).problem())
                .contains("there is no workload.yaml in " + folder.resolve("empty"));
        assertThat(validate(Files.writeString(folder.resolve("Not A Name.yaml"), VALID))
                        .problem())
                .contains("not 'Not A Name'");
    }

    private static CommandResult validate(Path... files) {
        String[] arguments = new String[files.length];
        for (int index = 0; index < files.length; index++) {
            arguments[index] = files[index].toString();
        }
        return CommandResult.of(new WorkloadValidateCommand(), arguments);
    }
}
