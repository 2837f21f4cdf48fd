package io.dropbatch.codec.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.SplitTemplate;
import io.dropbatch.model.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitReadingTest {

    private static final String FRAME = """
            apiVersion: dropbatch/v1
            name: pieces
            split: { %s }
            tasks:
              command: x
              outputs: [y]
              forEach: { %s }
            """;

    private static final String SPLIT = "command: 'split -l 100 \"$INPUT\" parts/', outputs: ['parts/*']";

    @Test
    void a_plan_keeps_a_split() {
        Workload workload = ((WorkloadReading.Valid) read(SPLIT, "file: 'parts/*'")).workload();

        Workload kept = ModelJson.read(ModelJson.write(workload), Workload.class);

        assertThat(kept.split())
                .isEqualTo(new SplitTemplate("split -l 100 \"$INPUT\" parts/", List.of(new Glob("parts/*"))));
        assertThat(kept).isEqualTo(workload);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            file: 'parts/*'                    | true
            row: rows.csv, chunk: 10           | true
            file: 'parts/*', sweep: { a: [1] } | true
            repeat: 3                          | false
            sweep: { a: [1, 2] }               | false
            """)
    void tasks_are_made_from_what_it_writes(String forEach, boolean fits) {
        WorkloadReading reading = read(SPLIT, forEach);

        assertThat(reading instanceof WorkloadReading.Valid).isEqualTo(fits);
        if (reading instanceof WorkloadReading.Invalid invalid) {
            assertThat(invalid.describe())
                    .contains("line 7", "tasks.forEach", "has to be 'file' or 'row' after a split");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            outputs: ['parts/*']                         | 'command' is missing
            command: x                                   | 'outputs' is missing
            command: x, outputs: []                      | has to name at least one file: the tasks are made from them
            command: x, outputs: ['.hidden/*']           | Batch does not upload those
            command: x, outputs: ['*'], outputt: ['a']   | unknown key 'outputt' in split: did you mean 'outputs'?
            """)
    void refuses_what_cannot_be_a_split(String split, String words) {
        WorkloadReading.Invalid invalid = (WorkloadReading.Invalid) read(split, "file: 'parts/*'");

        assertThat(invalid.describe()).contains("line 3", words);
    }

    @Test
    void files_that_stand_alone_are_not_split() {
        String text = FRAME.formatted(SPLIT, "file: '*'") + "start: { on: each-file }\n";

        WorkloadReading.Invalid invalid = (WorkloadReading.Invalid)
                WorkloadReader.read(text.getBytes(StandardCharsets.UTF_8), new WorkloadName("pieces"));

        assertThat(invalid.describe()).contains("split", "has no meaning with 'start.on: each-file'");
    }

    private static WorkloadReading read(String split, String forEach) {
        return WorkloadReader.read(
                FRAME.formatted(split, forEach).getBytes(StandardCharsets.UTF_8), new WorkloadName("pieces"));
    }
}
