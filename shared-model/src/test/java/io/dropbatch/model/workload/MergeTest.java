package io.dropbatch.model.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTest {

    @ParameterizedTest
    @CsvSource({"1,8,1 1", "8,8,8 1", "9,8,9 2 1", "64,8,64 8 1", "65,8,65 9 2 1", "100000,32,100000 3125 98 4 1"})
    void merges_in_rounds_until_one_task_is_left(int tasks, int fanIn, String levels) {
        List<Integer> expected =
                Arrays.stream(levels.split(" ")).map(Integer::valueOf).toList();

        assertThat(new Merge("cat", List.of(), fanIn, null).levels(tasks)).isEqualTo(expected);
    }
}
