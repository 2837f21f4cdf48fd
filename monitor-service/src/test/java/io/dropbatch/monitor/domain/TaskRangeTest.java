package io.dropbatch.monitor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.TaskId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskRangeTest {

    @Test
    void a_small_level_is_one_slice() {
        assertThat(TaskRange.of(2, 999)).extracting(TaskRange::prefix).containsExactly("2-000");
    }

    @Test
    void every_task_is_in_exactly_one_slice_whose_prefix_it_has() {
        List<TaskRange> slices = TaskRange.of(0, 2_500_000);

        IntStream.of(1, 999, 1000, 99_999, 100_000, 999_999, 1_000_000, 1_000_500, 2_500_000)
                .mapToObj(index -> TaskId.of(0, index))
                .forEach(task -> assertThat(slices.stream().filter(range -> range.contains(task)))
                        .singleElement()
                        .satisfies(range -> assertThat(task.value()).startsWith(range.prefix())));
    }
}
