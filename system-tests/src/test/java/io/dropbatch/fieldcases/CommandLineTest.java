package io.dropbatch.fieldcases;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.models.BlobItem;
import io.dropbatch.systemtests.fixture.CommandRun.Ended;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
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

@ExtendWith(SystemExtension.class)
class CommandLineTest {

    /** Says the parameters, in a file that a pattern with braces names. */
    private static final String SETTINGS = """
            apiVersion: dropbatch/v1
            name: %s
            start: { on: %s }
            tasks:
              forEach: { file: "*_R{1,2}.{fq,fastq}" }
              command: echo "$PARAM_W $PARAM_H" > said.txt; cp said.txt said.log
              outputs: ["said.{txt,log}"]
              timeout: 1m
            """;

    @TempDir
    private Path folder;

    @Test
    void parameters_of_the_folder_and_of_the_command_line_arrive(RunningSystem system) throws IOException {
        system.publish("settings", SETTINGS.formatted("settings", "manifest"));
        write("s_R1.fq", "1");
        write("s_R3.fq", "3");
        write("job.yaml", "parameters: { W: 60, H: 40 }\n");
        Path results = folder.resolveSibling(folder.getFileName() + "-results");

        Ended ended = system.dropbatch(
                "submit",
                "settings",
                folder.toString(),
                "--name",
                "both",
                "--param",
                "W=80",
                "--download",
                results.toString());

        assertThat(ended.said()).contains("--param W=80 takes the place of '60' in job.yaml");
        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(Files.readString(results.resolve("said.txt"))).isEqualTo("80 40\n");
        assertThat(Files.readString(results.resolve("said.log"))).isEqualTo("80 40\n");
        assertThat(system.dropbatch("watch", "settings/both").exitCode()).isZero();
        assertThat(system.dropbatch("download", "settings/both", "--to", results.toString())
                        .said())
                .contains("fetched and checked 2 files");
    }

    @Test
    void parameters_of_a_marker_drop_arrive(RunningSystem system) throws IOException {
        system.publish("marked", SETTINGS.formatted("marked", "marker"));
        write("s_R2.fastq", "1");
        write("job.yaml", "parameters: { H: 40 }\n");
        Path results = folder.resolveSibling(folder.getFileName() + "-results");

        Ended ended = system.dropbatch(
                "submit", "marked", folder.toString(), "--param", "w=80", "--download", results.toString());

        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(Files.readString(results.resolve("said.txt"))).isEqualTo("80 40\n");
    }

    @Test
    void files_that_are_drops_by_themselves_are_fetched_each_into_a_folder_of_its_name(RunningSystem system)
            throws IOException {
        system.publish("shouting", ExampleWorkloads.SHOUTING);
        Files.createDirectory(folder.resolve("day 1"));
        write("day 1/a.txt", "one");
        write("b.txt", "two");
        write("notes.md", "not selected");
        Path results = folder.resolveSibling(folder.getFileName() + "-results");

        Ended ended = system.dropbatch("submit", "shouting", folder.toString(), "--download", results.toString());

        assertThat(ended.exitCode()).as(ended.said()).isZero();
        try (Stream<Path> files = Files.walk(results)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> results.relativize(file).toString()))
                    .containsExactlyInAnyOrder("day 1/a.txt/loud.txt", "b.txt/loud.txt");
        }
        assertThat(results.resolve("day 1/a.txt/loud.txt")).hasContent("ONE");
        assertThat(results.resolve("b.txt/loud.txt")).hasContent("TWO");
    }

    @Test
    void a_name_is_used_once(RunningSystem system) throws IOException {
        system.publish("settings", SETTINGS.formatted("settings", "manifest"));
        write("s_R1.fq", "1");
        submit(system, "once").andWell();
        List<String> before = inbox(system, "settings/once/");
        write("s_R2.fastq", "2");

        Ended again = submit(system, "once");

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.said()).contains("settings/once exists already").contains("--name");
        assertThat(inbox(system, "settings/once/")).containsAll(before).doesNotContain("settings/once/s_R2.fastq");
    }

    @Test
    void what_cannot_be_meant_is_refused_before_anything_is_uploaded(RunningSystem system) throws IOException {
        system.publish("settings", SETTINGS.formatted("settings", "manifest"));
        write("s_R3.fq", "3");

        assertRefused(submit(system, "nothing"), "no file matches '*_R{1,2}.{fq,fastq}'", "it holds s_R3.fq");
        assertRefused(
                system.dropbatch("submit", "setings", folder.toString()),
                "there is no workload 'setings': did you mean 'settings'?");
        assertRefused(system.dropbatch("watch", "settings/nothing"), "there is no drop 'settings/nothing'");
        assertThat(inbox(system, "settings/nothing/")).isEmpty();
        assertThat(inbox(system, "setings/")).isEmpty();
    }

    @Test
    void the_events_that_were_announced_are_printed_to_their_end(RunningSystem system) {
        Ended ended = system.dropbatch("events", "--from-start", "--until-idle", "--topic", "submissions");

        assertThat(ended.exitCode()).as(ended.said()).isZero();
    }

    private Ended submit(RunningSystem system, String name) {
        return system.dropbatch("submit", "settings", folder.toString(), "--name", name, "--watch");
    }

    private static void assertRefused(Ended ended, String... words) {
        assertThat(ended.said()).contains(words);
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    private static List<String> inbox(RunningSystem system, String prefix) {
        return system.container("inbox").listBlobs().stream()
                .map(BlobItem::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(folder.resolve(path), text);
    }
}
