package io.dropbatch.codec.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.WorkloadName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A merge that may need a second round must be able to read what its first round writes. */
class MergeRoundsCheckTest {

    @ParameterizedTest(name = "{0} merged into {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "row.csv"               | "all.csv"                  | row.csv
            "*.csv"                 | "all.json"                 | *.csv
            "a.txt", "b.txt"        | "a.txt", "sum.txt"         | b.txt
            "part.csv"              | "*.csv"                    | part.csv
            "frames/*.png"          | "sheet.png"                | frames/*.png
            "**/*.csv"              | "out/total.json"           | **/*.csv
            "result.json"           | "summary/result.json"      | result.json
            """)
    void refuses_outputs_that_a_second_round_would_not_find(String tasks, String merge, String missed) {
        assertThat(problems("{ file: '*.txt' }", tasks, merge, "cat", ""))
                .singleElement()
                .asString()
                .startsWith("line 10: merge.outputs: a drop of more than 32 tasks (fanIn) is merged in rounds")
                .contains("would look for '" + missed + "'", "'rounds: one'", "'rounds: many'");
    }

    @ParameterizedTest(name = "{0} merged into {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "row.csv"               | "row.csv"
            "*.csv"                 | "all.csv"
            "sums.json", "p.csv"    | "p.csv", "sums.json", "chart.svg"
            "frames/*.png"          | "frames/*.png", "animation.gif"
            "**/*.csv"              | "tables/*.csv"
            "parts/*.bin"           | "parts/all-*.bin"
            """)
    void accepts_outputs_under_the_names_that_it_reads(String tasks, String merge) {
        assertThat(problems("{ file: '*.txt' }", tasks, merge, "cat", "")).isEmpty();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
            { repeat: 32 }                    | ''                         | 0
            { repeat: 33 }                    | ''                         | 1
            { row: a.csv }                    | ''                         | 1
            { row: a.csv, chunk: 100000 }     | ''                         | 1
            { file: '*.txt' }                 | limits: { maxTasks: 32 }   | 0
            { file: '*.txt' }                 | limits: { maxTasks: 33 }   | 1
            """)
    void minds_only_when_the_number_of_tasks_may_exceed_the_fan_in(String forEach, String limits, int refusals) {
        assertThat(problems(forEach, "\"row.csv\"", "\"all.csv\"", "cat", "\n" + limits))
                .hasSize(refusals);
    }

    @ParameterizedTest
    @CsvSource({"one", "many"})
    void takes_the_authors_word(String rounds) {
        assertThat(problems("{ row: a.csv }", "\"row.csv\"", "\"all.csv\"", "cat", "\n  rounds: " + rounds))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cat "$INPUTS"/*/row.csv > all.csv                                       | row.csv
            cat $INPUTS/*/row-?.csv > all.csv                                       | row-?.csv
            paste "${INPUTS}"/*/a.csv "${INPUTS}"/*/b.csv > all.csv                 | a.csv
            """)
    void reads_the_command_where_the_patterns_alone_would_fit(String command, String missed) {
        assertThat(problems("{ row: a.csv }", "\"*.csv\"", "\"all.csv\"", command, ""))
                .singleElement()
                .asString()
                .contains("would look for '" + missed + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cat "$INPUTS"/*/*.csv > all.csv
            cat "$INPUTS"/*/all.csv "$INPUTS"/*/row.csv 2>/dev/null > all.csv
            cat "$INPUTS"/*/"$name" > all.csv
            python3 merge.py "$INPUTS"
            for task in "$INPUTS"/*; do cat "$task"/*; done > all.csv
            """)
    void leaves_commands_alone_that_may_read_what_they_write(String command) {
        assertThat(problems("{ row: a.csv }", "\"*.csv\"", "\"all.csv\"", command, ""))
                .isEmpty();
    }

    @Test
    void a_folder_that_is_listed_counts_as_read() {
        assertThat(problems("{ row: a.csv }", "\"f/*.png\"", "\"f/*.png\"", "cp \"$INPUTS\"/*/f .", ""))
                .isEmpty();
    }

    private static List<String> problems(String forEach, String tasks, String merge, String command, String rest) {
        String yaml = """
                apiVersion: dropbatch/v1
                name: rounds
                tasks:
                  forEach: %s
                  command: x
                  outputs: [%s]
                merge:
                  command: %s
                  outputs: [%s]%s
                """.formatted(forEach, tasks, "|\n    " + command, merge, rest);
        WorkloadReading reading =
                WorkloadReader.read(yaml.getBytes(StandardCharsets.UTF_8), new WorkloadName("rounds"));
        return reading instanceof WorkloadReading.Invalid invalid
                ? invalid.problems().stream().map(problem -> problem.describe()).toList()
                : List.of();
    }
}
