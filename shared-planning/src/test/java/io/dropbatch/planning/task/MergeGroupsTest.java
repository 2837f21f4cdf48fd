package io.dropbatch.planning.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.workload.FailureTolerance;
import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeGroupsTest {

    @ParameterizedTest
    @CsvSource({
        "10, 0, 4, 4 4 2",
        "10, 1, 4, 3 3 3",
        "10, 5, 4, 1 2 2",
        "4, 2, 2, 1 1",
        "5, 2, 2, 1 1 1",
        "2, 1, 2, 1",
        "7, 3, 32, 4"
    })
    void shares_neighbours_evenly(int inputs, int missing, int fanIn, String sizes) {
        int merges = Math.ceilDiv(inputs, fanIn);
        MergeGroups groups = new MergeGroups(inputs, missing, merges, fanIn);

        assertThat(IntStream.rangeClosed(1, merges).map(groups::size).boxed())
                .extracting(String::valueOf)
                .containsExactly(sizes.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"100000, 2", "100000, 32", "99999, 2", "65, 8", "3, 2", "2, 2", "1, 2"})
    void gives_each_merge_task_some_however_many_failures_are_tolerated(int inputs, int fanIn) {
        int merges = Math.ceilDiv(inputs, fanIn);
        int most = new FailureTolerance(BigDecimal.valueOf(1_000_000), false).of(inputs);
        for (int missing : new int[] {0, Math.min(1, most), most / 2, most}) {
            MergeGroups groups = new MergeGroups(inputs, missing, merges, fanIn);

            assertThat(IntStream.rangeClosed(1, merges).map(groups::size)).allMatch(size -> size >= 1 && size <= fanIn);
            assertThat(IntStream.rangeClosed(1, merges).map(groups::size).sum()).isEqualTo(inputs - missing);
        }
    }
}
