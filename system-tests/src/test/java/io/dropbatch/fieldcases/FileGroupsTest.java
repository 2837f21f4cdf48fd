package io.dropbatch.fieldcases;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files that belong together, and files that belong to nobody. */
@ExtendWith(SystemExtension.class)
class FileGroupsTest {

    private static final String PAIRS = """
            apiVersion: dropbatch/v1
            name: pairs
            start: { on: marker }
            tasks:
              forEach:
                file: { include: "**/*.fq", exclude: ["**/*_singles.fq"], group: "**/{sample}_R{1,2}.fq", size: 2 }
              shared: ["reference.fa"]
              command: >
                { echo "$PARAM_SAMPLE ${INPUT-no single input}"; cat "$INPUTS/reference.fa";
                find "$INPUTS" -name '*.fq' -print0 | sort -z | xargs -0 cat; } > aligned.txt
              outputs: ["aligned.txt"]
            """;

    private static CompletedDrop whole;
    private static CompletedDrop half;

    @BeforeAll
    static void drop(RunningSystem system) {
        system.publish("pairs", PAIRS);
        whole = system.drop("pairs")
                .withUnlisted("a_R1.fq", "a1\n")
                .withUnlisted("a_R2.fq", "a2\n")
                .withUnlisted("lane 2/Bö_R2.fq", "b2\n")
                .withUnlisted("lane 2/Bö_R1.fq", "b1\n")
                .withUnlisted("a_singles.fq", "never read\n")
                .withUnlisted("reference.fa", "ACGT\n")
                .marker();
        half = system.drop("pairs")
                .withUnlisted("a_R1.fq", "a1\n")
                .withUnlisted("a_R2.fq", "a2\n")
                .withUnlisted("b_R1.fq", "b1\n")
                .withUnlisted("reference.fa", "ACGT\n")
                .marker();
    }

    @Test
    void files_that_share_a_named_part_are_one_task() {
        assertThat(ResultPackage.of(whole).result().values())
                .containsExactly("a no single input\nACGT\na1\na2\n", "Bö no single input\nACGT\nb1\nb2\n");
    }

    @Test
    void a_missing_mate_is_missed_before_anything_runs() {
        assertThat(half.rejected().failure().code()).isEqualTo(FailureCode.INPUT_MISSING);
        assertThat(half.rejected().failure().message())
                .startsWith("The group of sample 'b' has 1 file: b_R1.fq. The workload asks for 2");
    }
}
