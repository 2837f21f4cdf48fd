package io.dropbatch.codec.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.glob.NamedParts;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.FileGroup;
import io.dropbatch.model.workload.FileSelection;
import io.dropbatch.model.workload.ForEach;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSelectionReadingTest {

    private static final Glob FASTQ = new Glob("**/*.fq.gz");
    private static final NamedParts SAMPLE = new NamedParts("**/{sample}_R{1,2}.fq.gz");

    @Test
    void reads_a_list_of_patterns() {
        assertThat(selection("[\"*.csv\", \"more/*.tsv\"]"))
                .isEqualTo(FileSelection.of(new Glob("*.csv"), new Glob("more/*.tsv")));
    }

    @Test
    void reads_what_is_included_and_what_is_left_out() {
        assertThat(selection("{ include: \"**/*.fq.gz\", exclude: [\"old/**\", \"**/*.bak\"] }"))
                .isEqualTo(new FileSelection(List.of(FASTQ), List.of(new Glob("old/**"), new Glob("**/*.bak")), null));
    }

    @Test
    void includes_every_file_when_nothing_is_said() {
        assertThat(selection("{ exclude: \"*.md\" }"))
                .isEqualTo(new FileSelection(List.of(new Glob("**/*")), List.of(new Glob("*.md")), null));
    }

    @Test
    void reads_groups_and_writes_them_into_plans() {
        FileSelection expected = new FileSelection(List.of(FASTQ), List.of(), new FileGroup(SAMPLE, 2));

        FileSelection read = selection("{ include: [\"**/*.fq.gz\"], group: \"**/{sample}_R{1,2}.fq.gz\", size: 2 }");

        assertThat(read).isEqualTo(expected);
        ForEach forEach = new ForEach.EachFile(read);
        assertThat(ModelJson.read(ModelJson.write(forEach), ForEach.class)).isEqualTo(forEach);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|needs include, exclude or group",
                "[]|at least 1",
                "5|has to be a pattern, a list of patterns, or a group with include, exclude, group, size",
                "{ include: [] }|at least 1",
                "{ include: 7 }|has to be a pattern, or a list of patterns",
                "{ size: 2 }|goes with group only",
                "{ group: \"*_R?.fq\" }|names no part of the path",
                "{ group: \"{a}/{a}.fq\" }|names '{a}' twice",
                "{ group: \"{a}.fq\", size: 0 }|1",
                "{ includes: \"*.fq\" }|did you mean 'include'?",
                "{ include: \"/data/*.fq\" }|begins with '/'",
                "[\"*.fq\", \"a/\"]|names a folder",
            })
    void refuses_what_selects_nothing_by_line(String file, String words) {
        assertThat(problems(file))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("line 5: ")
                .contains(words);
    }

    private static FileSelection selection(String file) {
        WorkloadReading reading = read(file);
        assertThat(reading).isInstanceOf(WorkloadReading.Valid.class);
        ForEach forEach = ((WorkloadReading.Valid) reading).workload().tasks().forEach();
        return ((ForEach.EachFile) forEach).files();
    }

    private static List<String> problems(String file) {
        WorkloadReading reading = read(file);
        assertThat(reading).isInstanceOf(WorkloadReading.Invalid.class);
        return ((WorkloadReading.Invalid) reading)
                .problems().stream().map(DocumentProblem::describe).toList();
    }

    private static WorkloadReading read(String file) {
        String yaml = """
                apiVersion: dropbatch/v1
                name: pairs
                tasks:
                  forEach:
                    file: %s
                  command: cat "$INPUTS"/* > all.fq
                  outputs: [all.fq]
                """.formatted(file);
        return WorkloadReader.read(yaml.getBytes(UTF_8), new WorkloadName("pairs"));
    }
}
