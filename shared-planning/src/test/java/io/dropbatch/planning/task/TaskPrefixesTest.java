package io.dropbatch.planning.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.TaskId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskPrefixesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1   | 200  | 20000  | 0-0000 0-0001 0-000200/
            1   | 1000 | 1000   | 0-
            100 | 299  | 20000  | 0-0001 0-0002
            38  | 41   | 100    | 0-000038/ 0-000039/ 0-000040/ 0-000041/
            990 | 1020 | 100000 | 0-00099 0-00100 0-00101 0-001020/
            """)
    void are_as_few_as_can_be(int first, int last, int tasks, String prefixes) {
        assertThat(TaskPrefixes.of(0, first, last, tasks, TaskPrefixes.MOST)).containsExactly(prefixes.split(" "));
    }

    @ParameterizedTest(name = "{0} to {1} of {2}")
    @CsvSource({
        "1,200,20000",
        "201,400,20000",
        "19801,20000,20000",
        "1001,2000,5000",
        "1112,2111,100000",
        "2223,3222,100000",
        "99001,100000,100000",
        "999001,1000000,1000000",
        "38,74,100"
    })
    void cover_every_task_and_hardly_another(int first, int last, int tasks) {
        List<String> prefixes = TaskPrefixes.of(1, first, last, tasks, TaskPrefixes.MOST);

        List<Integer> covered = IntStream.rangeClosed(1, tasks)
                .filter(index -> prefixes.stream().anyMatch((TaskId.of(1, index) + "/run/out/x")::startsWith))
                .boxed()
                .toList();
        assertThat(covered)
                .containsAll(IntStream.rangeClosed(first, last).boxed().toList());
        assertThat(covered.size() - (last - first + 1)).isLessThanOrEqualTo(18);
        assertThat(prefixes).hasSizeLessThanOrEqualTo(TaskPrefixes.MOST);
    }

    @Test
    void cover_more_tasks_where_only_few_are_allowed() {
        assertThat(TaskPrefixes.of(0, 2223, 3222, 100_000, 4)).containsExactly("0-002", "0-003");
        assertThat(TaskPrefixes.of(0, 2223, 3222, 100_000, 1)).containsExactly("0-00");
    }

    @Test
    void fit_for_every_group_of_every_size() {
        for (int fanIn : new int[] {37, 64, 99, 100, 101, 200, 333, 777, 999, 1000}) {
            for (int first = 1; first <= 100_000; first += fanIn) {
                int last = Math.min(first + fanIn - 1, 100_000);
                assertThat(TaskPrefixes.of(0, first, last, 100_000, TaskPrefixes.MOST))
                        .hasSizeLessThanOrEqualTo(TaskPrefixes.MOST);
            }
        }
    }
}
