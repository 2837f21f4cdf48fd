package io.dropbatch.codec.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.model.workload.sweep.ParameterSweep;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepReadingTest {

    private static final String FRAME = """
            apiVersion: dropbatch/v1
            name: beam
            tasks:
              command: x
              outputs: [y]
              forEach: { %s }
            """;

    @Test
    void reads_lists_ranges_and_random_draws_as_they_are_spelled() {
        ForEach.EachSetting read = (ForEach.EachSetting) valid("file: '*.inp', sweep: { thickness: [1.10, oak, true],"
                        + " load: { from: 0, to: 1, steps: 11 } }, random: { n: 2, seed: 7, values: { rate: { logUniform:"
                        + " [0.001, 1] } } }")
                .tasks()
                .forEach();

        assertThat(read.each()).isInstanceOf(ForEach.EachFile.class);
        assertThat(read.sweep().names()).containsExactly("THICKNESS", "LOAD", "RATE");
        assertThat(read.sweep().size()).isEqualTo(66);
        assertThat(read.sweep().setting(2)).containsAllEntriesOf(Map.of("THICKNESS", "1.10", "LOAD", "0.1"));
    }

    @Test
    void a_plan_keeps_a_sweep() {
        Workload workload = valid("sweep: { a: [1, 2], b: { from: 0, to: 1e2, steps: 3 } },"
                + " random: { n: 2, values: { c: { normal: [0, 1] } } }");
        ParameterSweep sweep = ((ForEach.EachSetting) workload.tasks().forEach()).sweep();

        Workload kept = ModelJson.read(ModelJson.write(workload), Workload.class);

        assertThat(((ForEach.EachSetting) kept.tasks().forEach()).sweep().setting(9))
                .isEqualTo(sweep.setting(9));
        assertThat(kept).isEqualTo(workload);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sweep: { a: [] }                                 | has to have a value
            sweep: { a: 7 }                                  | has to be a list of values, or
            sweep: {}                                        | has to name a parameter
            sweep: { a: { from: 0, too: 1, steps: 3 } }      | unknown key 'too': did you mean 'to'?
            sweep: { a: { from: 0, to: 1 } }                 | needs 'steps', a whole number from 2 to 1,000,000
            sweep: { a: { from: 0, to: 1, steps: 1 } }       | needs 'steps', a whole number from 2 to 1,000,000
            sweep: { a: { from: 0, to: 1, steps: 2.5 } }     | needs 'steps', a whole number from 2 to 1,000,000
            sweep: { a: { from: zero, to: 1, steps: 3 } }    | needs from, a decimal number
            sweep: { a: { from: 0, to: 1e999999999, steps: 3 } } | is beyond what programs can read
            sweep: { a: [1], A: [2] }                        | would give PARAM_A two values
            sweep: { PARAM_A: [1] }                          | begins with PARAM_
            sweep: { "a;b": [1] }                            | is not the end of a variable's name
            sweep: { a: [1, 2], b: [1] }, zip: true          | have different numbers of them
            repeat: 3, zip: true                             | goes with sweep only
            random: { n: 2 }                                 | 'values' is missing
            random: { n: 2, values: { a: { unifrom: [0, 1] } } } | did you mean 'uniform'?
            random: { n: 2, values: { a: { uniform: [1, 0] } } } | has to be [least, most]
            random: { n: 2, values: { a: { logUniform: [0, 1] } } } | both above 0
            random: { n: 2, values: { a: { normal: [0, 0] } } } | has to be [mean, standard deviation]
            random: { n: 2, values: { a: { uniform: [1] } } }   | has to be a list of two numbers
            sweep: { a: [1] }, random: { n: 2, values: { a: { uniform: [0, 1] } } } | would give PARAM_A two values
            sweep: { a: { from: 0, to: 1, steps: 1000 }, b: { from: 0, to: 1, steps: 1000 } } | more settings than limits.maxTasks
            file: '*.a', repeat: 2, sweep: { a: [1] }        | needs exactly one of file, row, repeat
            """)
    void names_the_line_of_what_makes_no_sense(String forEach, String words) {
        WorkloadReading reading = read(forEach);

        assertThat(reading).isInstanceOf(WorkloadReading.Invalid.class);
        assertThat(((WorkloadReading.Invalid) reading).describe())
                .startsWith("line 6")
                .contains(words);
    }

    @Test
    void has_no_meaning_where_each_file_is_a_task_of_its_own() {
        String yaml = FRAME.formatted("file: '*.a', sweep: { a: [1] }") + "start: { on: each-file }\n";
        WorkloadReading reading = WorkloadReader.read(yaml.getBytes(StandardCharsets.UTF_8), new WorkloadName("beam"));

        assertThat(((WorkloadReading.Invalid) reading).describe())
                .contains("tasks.forEach.sweep: has no meaning with 'start.on: each-file'");
    }

    private static Workload valid(String forEach) {
        WorkloadReading reading = read(forEach);
        assertThat(reading).isInstanceOf(WorkloadReading.Valid.class);
        return ((WorkloadReading.Valid) reading).workload();
    }

    private static WorkloadReading read(String forEach) {
        return WorkloadReader.read(FRAME.formatted(forEach).getBytes(StandardCharsets.UTF_8), new WorkloadName("beam"));
    }
}
