package io.dropbatch.codec.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.RoundRule;
import io.dropbatch.model.workload.Workload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundsReadingTest {

    private static final String FRAME = """
            apiVersion: dropbatch/v1
            name: fitting
            rounds: { %s }
            tasks:
              command: x
              outputs: [y]
              forEach: { repeat: 3 }
            """;

    private static final String MERGE = "merge: { command: x, outputs: [y] }\n";
    private static final String ROUNDS = "max: 20, until: state/converged";

    @Test
    void a_plan_keeps_rounds() {
        Workload workload = ((WorkloadReading.Valid) read(ROUNDS, MERGE)).workload();

        Workload kept = ModelJson.read(ModelJson.write(workload), Workload.class);

        assertThat(kept.rounds()).isEqualTo(new RoundRule(20, "state/converged"));
        assertThat(kept).isEqualTo(workload);
        assertThat(kept.levels(3)).hasSize(40).startsWith(3, 1, 3, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            max: 3                        | 'until' is missing
            until: done                   | 'max' is missing
            max: 1, until: done           | one round needs no 'rounds'
            max: 51, until: done          | can be at most 50
            max: 3, until: '*.done'       | has to be the name of one file, without wildcards
            max: 3, until: .done          | Batch does not upload those
            max: 3, until: a//done        | empty, '.' or '..' folder
            max: 3, until: _dropbatch/x   | which is Dropbatch's own
            max: 3, until: y              | no round would follow the first
            max: 3, until: done, most: 4  | unknown key 'most' in rounds
            """)
    void refuses_what_cannot_be_rounds(String rounds, String words) {
        WorkloadReading.Invalid invalid = (WorkloadReading.Invalid) read(rounds, MERGE);

        assertThat(invalid.describe()).contains("line 3", words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                                          | goes with 'merge' only
            `merge: { command: x, outputs: [y] }\\nfailure: { tolerate: 1 }`            | does not go with 'rounds'
            `merge: { command: x, outputs: [y] }\\nstart: { on: each-file }`            | has no meaning with 'start.on: each-file'
            """)
    void refuses_what_does_not_go_with_rounds(String more, String words) {
        WorkloadReading.Invalid invalid = (WorkloadReading.Invalid) read(ROUNDS, more.replace("\\n", "\n") + "\n");

        assertThat(invalid.describe()).contains(words);
    }

    private static WorkloadReading read(String rounds, String more) {
        String text = FRAME.formatted(rounds) + more;
        return WorkloadReader.read(text.getBytes(StandardCharsets.UTF_8), new WorkloadName("fitting"));
    }
}
