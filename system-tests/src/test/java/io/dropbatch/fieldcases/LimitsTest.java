package io.dropbatch.fieldcases;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.PreparedDrop;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More files than Batch takes addresses for: made to fit, or refused before anything is spent. */
@ExtendWith(SystemExtension.class)
class LimitsTest {

    /** Batch takes some seventy addresses for a task; each task leaves a log, which lies among the outputs. */
    private static final String MERGED = """
            apiVersion: dropbatch/v1
            name: merged
            start: { on: marker }
            tasks:
              forEach: { repeat: 120 }
              command: echo "$TASK_INDEX" | tee n.txt
              outputs: ["n.txt"]
            merge:
              command: cat "$INPUTS"/*/n.txt | awk '{ s += $1; n += 1 } END { print s; print n > "count.txt" }' > n.txt
              outputs: ["n.txt", "count.txt"]
              fanIn: 100
            """;

    private static final String SHARED = """
            apiVersion: dropbatch/v1
            name: %s
            start: { on: %s }
            tasks:
              forEach: { file: "*.csv" }
              shared: ["%s"]
              command: (cd "$INPUTS"; find -L . -name '*.json' | wc -l; cat %s | awk '{ s += $1 } END { print s }') > out.txt
              outputs: ["out.txt"]
            """;

    /** A series of medical images is one input to whoever reads it. */
    private static final String SERIES = """
            apiVersion: dropbatch/v1
            name: series
            start: { on: marker }
            tasks:
              forEach: { file: { include: "**/*.dcm", group: "**/{series}_*.dcm" } }
              command: (echo "$PARAM_SERIES"; cd "$INPUTS"; find . -type f | wc -l; cat */"$PARAM_SERIES"_*.dcm | sort -n | tail -n 1) > out.txt
              outputs: ["out.txt"]
            """;

    private static CompletedDrop merged;
    private static CompletedDrop series;
    private static CompletedDrop shared;
    private static CompletedDrop tooMany;

    @BeforeAll
    static void drop_everything_at_once(RunningSystem system) {
        system.publish("merged", MERGED);
        merged = system.drop("merged").marker();
        system.publish("shared", SHARED.formatted("shared", "manifest", "curves/**/*.json", "curves/*/*.json"));
        PreparedDrop listed = system.drop("shared").with("a.csv", "1").with("b.csv", "2");
        for (int i = 1; i <= 200; i++) {
            listed.with(String.format(Locale.ROOT, "curves/of the day/%03d.json", i), i + "\n");
        }
        shared = listed.manifest();
        system.publish("series", SERIES);
        PreparedDrop scan = system.drop("series");
        for (int i = 1; i <= 150; i++) {
            scan.withUnlisted("patient ü/a_" + i + ".dcm", i + "\n")
                    .withUnlisted("patient ü/ab_" + i + ".dcm", -i + "\n");
        }
        series = scan.marker();
        system.publish("mixed", SHARED.formatted("mixed", "marker", "*.json", "./*.json"));
        PreparedDrop strewn = system.drop("mixed");
        for (int i = 0; i < 160; i++) {
            strewn.withUnlisted(i + ".json", "1").withUnlisted(i + ".csv", "1");
        }
        tooMany = strewn.marker();
    }

    @Test
    void a_merge_of_more_outputs_than_batch_takes_addresses_for_reads_each_of_them_once() {
        ResultPackage result = ResultPackage.of(merged);

        assertThat(result.manifest().levels()).containsExactly(120, 2, 1);
        assertThat(result.result().values()).containsExactlyInAnyOrder("7260\n", "2\n");
    }

    @Test
    void two_hundred_shared_files_come_to_each_task() {
        assertThat(ResultPackage.of(shared).result().values()).containsExactly("200\n20100\n", "200\n20100\n");
    }

    @Test
    void a_task_gets_all_files_of_its_group_however_many() {
        assertThat(ResultPackage.of(series).result().values())
                .containsExactlyInAnyOrder("a\n150\n150\n", "ab\n150\n-1\n");
    }

    @Test
    void shared_files_among_others_are_rejected_where_no_address_could_be_short_enough() {
        Failure failure = tooMany.rejected().failure();

        assertThat(failure.code()).isEqualTo(FailureCode.QUOTA);
        assertThat(failure.message()).contains("160 shared files", "into a folder that holds nothing else");
    }
}
