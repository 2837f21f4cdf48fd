package io.dropbatch.results.domain.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCause;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.LevelOrder;
import io.dropbatch.model.result.RowRange;
import io.dropbatch.model.result.TaskOrigin;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.result.TaskSetting;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CauseTallyTest {

    private final CauseTally tally = new CauseTally();

    @Test
    void nothing_failed() {
        assertThat(tally.summary(3)).isEmpty();
    }

    @Test
    void one_cause_is_told_once_though_names_and_numbers_differ() {
        exits("b.txt", 1, "Traceback:\n  in b.txt\nValueError: b.txt, line 7: 'x' is no number\n");
        exits("dir/c.txt", 1, "Traceback:\n  in c.txt\nValueError: c.txt, line 199: 'yy' is no number\n");
        exits("d.txt", 1, "ValueError: d.txt, line 0x1f: '' is no number");
        exits("e.txt", 1, "ValueError: e.txt, line 1.5: '' is no number");

        FailureSummary summary = tally.summary(12).orElseThrow();

        assertThat(summary.failure().message())
                .isEqualTo("4 of 12 tasks failed. b.txt; dir/c.txt and 2 more:"
                        + " \"ValueError: b.txt, line 7: 'x' is no number\" (the command exited with code 1).");
        assertThat(summary.failure().stderrTail()).startsWith("Traceback");
        assertThat(summary.failure().log()).isEqualTo("logs/b.txt");
        assertThat(summary.causes())
                .singleElement()
                .satisfies(cause -> assertThat(cause.tasks()).containsExactly("b.txt", "dir/c.txt", "d.txt", "e.txt"));
    }

    @Test
    void one_cause_is_told_once_though_parameters_differ() {
        for (String mode : List.of("quick", "exact")) {
            Failure failure =
                    new Failure(FailureCode.USER_EXIT, "failed", "0-000001", 1, "no mesh for " + mode + "\n", "log");
            TaskSetting setting = TaskSetting.of(Map.of("MODE", mode), List.of("MODE"));
            TaskId task = TaskId.of(0, mode.equals("quick") ? 1 : 2);
            tally.add(
                    record(task.index(), failure, 1),
                    new TaskOrigin(
                            task, List.of(), null, LevelOrder.of(1, null, null).role(0), setting));
        }

        assertThat(tally.summary(9).orElseThrow().failure().message())
                .isEqualTo("2 of 9 tasks failed. task 1 (MODE=quick) and task 2 (MODE=exact):"
                        + " \"no mesh for quick\" (failed).");
    }

    @Test
    void the_same_exit_code_for_other_reasons_is_another_cause() {
        exits("a.txt", 1, "MemoryError");
        exits("b.txt", 1, "ValueError: no such curve");
        exits("c.txt", 1, "ValueError: no such curve");

        FailureSummary summary = tally.summary(3).orElseThrow();

        assertThat(summary.failure().message())
                .isEqualTo(
                        "3 of 3 tasks failed. b.txt and c.txt: \"ValueError: no such curve\" (the command exited with"
                                + " code 1). a.txt: \"MemoryError\" (the command exited with code 1).");
        assertThat(summary.failure().task()).isEqualTo("0-000002");
    }

    @Test
    void a_command_that_said_nothing_is_told_in_our_words() {
        exits("a.txt", 2, "\n \n");
        fails("b.txt", new Failure(FailureCode.TIMEOUT, "It took too long.", "0-000002", null, null, "l"), 124);

        assertThat(tally.summary(2).orElseThrow().failure().message())
                .isEqualTo("2 of 2 tasks failed. a.txt: the command exited with code 2. b.txt: It took too long.");
    }

    @Test
    void the_folder_of_a_file_on_its_node_is_left_out() {
        exits("a b.txt", 1, "cannot read '/mnt/batch/tasks/workitems/x-1/job-1/0-000001/wd/_dropbatch/in/a b.txt'");

        assertThat(tally.summary(2).orElseThrow().causes())
                .extracting(FailureCause::lastWords)
                .containsExactly("cannot read 'a b.txt'");
    }

    @Test
    void a_task_that_said_nothing_is_not_counted_with_one_that_spoke() {
        exits("a.txt", 1, "boom");
        fails("b.txt", exit(2, 1, "", null), 1);

        assertThat(tally.summary(2).orElseThrow().causes())
                .extracting(FailureCause::tasks)
                .containsExactly(List.of("a.txt"), List.of("b.txt"));
    }

    @Test
    void rows_are_named_by_file_and_number() {
        TaskOrigin row = new TaskOrigin(TaskId.of(0, 17), List.of("s.csv"), new RowRange("s.csv", 17, 1));
        TaskOrigin rows = new TaskOrigin(TaskId.of(0, 18), List.of("s.csv"), new RowRange("s.csv", 33, 16));
        tally.add(record(17, exit(17, 3, "bad", "l1"), 3), row);
        tally.add(record(18, exit(18, 3, "bad", "l2"), 3), rows);

        assertThat(tally.summary(100).orElseThrow().failure().message())
                .startsWith("2 of 100 tasks failed. s.csv, row 17 and s.csv, rows 33 to 48: \"bad\"");
    }

    @Test
    void a_task_whose_log_was_not_read_counts_with_those_of_the_same_exit_code() {
        fails("a.txt", exit(1, 9, null, null), 9);
        exits("b.txt", 9, "boom");
        fails("c.txt", exit(3, 9, null, null), 9);
        fails("d.txt", exit(4, 8, null, null), 8);

        assertThat(tally.summary(9).orElseThrow().causes())
                .extracting(FailureCause::count, FailureCause::lastWords)
                .containsExactly(tuple(3, "boom"), tuple(1, null));
    }

    @Test
    void holds_a_bounded_number_of_causes_and_names() {
        for (int index = 1; index <= 50_000; index++) {
            exits("f" + index + ".txt", 1, "reason " + Character.getName(index % 1000 + 256));
        }

        FailureSummary summary = tally.summary(100_000).orElseThrow();

        assertThat(summary.tasks()).isEqualTo(50_000);
        assertThat(summary.causes())
                .hasSize(5)
                .allSatisfy(cause -> assertThat(cause.tasks()).hasSizeLessThanOrEqualTo(10));
        assertThat(summary.causes().getFirst().count()).isGreaterThan(30_000);
        assertThat(summary.failure().message())
                .startsWith("50000 of 100000 tasks failed. ")
                .endsWith("more causes: see the manifest.");
    }

    private int added;

    private void exits(String input, int code, String stderr) {
        fails(input, exit(added + 1, code, stderr, "logs/" + input), code);
    }

    private void fails(String input, Failure failure, int exit) {
        added++;
        tally.add(record(added, failure, exit), new TaskOrigin(TaskId.of(0, added), List.of(input), null));
    }

    private static Failure exit(int index, int code, @Nullable String stderr, @Nullable String log) {
        String message = "the command exited with code " + code;
        return new Failure(FailureCode.USER_EXIT, message, TaskId.of(0, index).value(), code, stderr, log);
    }

    private static TaskRecord record(int index, Failure failure, int exit) {
        return new TaskRecord(TaskId.of(0, index), false, exit, "node-1", null, null, 0, 0, failure);
    }
}
