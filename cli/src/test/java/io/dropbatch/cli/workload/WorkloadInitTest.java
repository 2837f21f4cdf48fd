package io.dropbatch.cli.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadInitTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path WORKLOADS = PROJECT.resolve("workloads");

    @TempDir
    private Path folder;

    static List<String> kinds() throws IOException {
        try (Stream<Path> folders = Files.list(WORKLOADS)) {
            return folders.filter(kind -> Files.exists(kind.resolve("workload.yaml")))
                    .map(kind -> kind.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @BeforeEach
    void knowTheProject() {
        System.setProperty("dropbatch.root", PROJECT.toString());
    }

    @AfterEach
    void forgetTheProject() {
        System.clearProperty("dropbatch.root");
    }

    @Test
    void lists_each_ready_made_workload_with_its_first_sentence() throws IOException {
        CommandResult listed = CommandResult.of(new WorkloadInitCommand());

        assertThat(listed.exitCode()).isZero();
        assertThat(listed.lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
                .anySatisfy(line -> assertThat(line).matches("word-count +Counts the words of every text file of .*"));
        assertThat(listed.lines().stream()
                        .filter(line -> !line.isEmpty() && Character.isLetterOrDigit(line.charAt(0)))
                        .map(line -> line.split(" ")[0]))
                .containsExactlyElementsOf(kinds());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void starts_a_valid_workload_of_another_name_from_each(String kind) throws IOException {
        Path target = folder.resolve("some/my-own");

        CommandResult result = CommandResult.of(new WorkloadInitCommand(), kind, target.toString());

        assertThat(result.problem()).isEmpty();
        byte[] yaml = Files.readAllBytes(target.resolve("workload.yaml"));
        assertThat(Files.readAllLines(target.resolve("workload.yaml")).getFirst())
                .isEqualTo("# yaml-language-server: $schema=workload.schema.json");
        assertThat(target.resolve("workload.schema.json"))
                .hasSameBinaryContentAs(PROJECT.resolve("shared-model/src/main/resources/workload/v1/schema.json"));
        Workload workload = ((WorkloadReading.Valid) WorkloadReader.read(yaml, new WorkloadName("my-own"))).workload();
        if (workload.application() != null) {
            assertThat(workload.application().path()).startsWith("my-own/");
            assertThat(target.resolve("application")).isNotEmptyDirectory();
        }
        assertThat(target.resolve("about-" + kind + ".md"))
                .hasSameBinaryContentAs(WORKLOADS.resolve(kind).resolve("README.md"));
        assertThat(CommandResult.of(new WorkloadValidateCommand(), target.toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void says_the_next_three_commands_and_writes_them_down() throws IOException {
        Path target = folder.resolve("my-words");

        CommandResult result = CommandResult.of(new WorkloadInitCommand(), "word-count", target.toString());

        assertThat(result.lines())
                .containsExactly(
                        "started " + target + " from word-count. Next:",
                        "  ./dropbatch workload test " + target,
                        "  ./dropbatch publish " + target,
                        "  ./dropbatch submit my-words " + target + "/drop --watch");
        assertThat(Files.readAllLines(target.resolve("README.md")))
                .containsAll(
                        result.lines().stream().skip(1).map(line -> "  " + line).toList());
        assertThat(target.resolve("drop/more/walrus & carpenter.txt")).exists();
    }

    /** It would have to be written anew with each change to the data. */
    @Test
    void leaves_a_manifest_out_that_only_lists_the_sample_data() {
        Path target = folder.resolve("mine");

        CommandResult.of(new WorkloadInitCommand(), "monte-carlo", target.toString());

        assertThat(WORKLOADS.resolve("monte-carlo/drop/job.yaml")).exists();
        assertThat(target.resolve("drop/job.yaml")).doesNotExist();
        assertThat(target.resolve("drop/portfolio.csv")).exists();
        assertThat(target.resolve("generate.sh")).isExecutable();
    }

    @Test
    void never_writes_into_a_folder_that_is_there() throws IOException {
        Path target = Files.createDirectory(folder.resolve("mine"));

        CommandResult result = CommandResult.of(new WorkloadInitCommand(), "word-count", target.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.problem()).contains(target + " is there already, nothing was written");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void proposes_the_kind_that_was_meant() {
        CommandResult result = CommandResult.of(
                new WorkloadInitCommand(), "wordcount", folder.resolve("mine").toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.problem())
                .isEqualTo("there is no ready-made workload 'wordcount': did you mean 'word-count'?");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mine", "-mine", "my own", "m\u00fc", "a\nb", "../..", "x123456789012345678901234567890"})
    void makes_no_folder_whose_name_no_workload_can_have(String name) throws IOException {
        CommandResult result = CommandResult.of(
                new WorkloadInitCommand(),
                "word-count",
                folder.resolve("in").resolve(name).toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.problem()).doesNotContain("\n");
        assertThat(folder).isEmptyDirectory();
    }
}
