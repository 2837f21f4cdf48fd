package io.dropbatch.localazure.batch.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.autoscale.sample.PoolMetric;
import io.dropbatch.localazure.batch.autoscale.value.DeallocationOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What formulas compute. */
class FormulaTest {

    private final World world = new World();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 2 * 3 | 7",
                "(1 + 2) * 3 | 9",
                "7 - 2 - 1 | 4",
                "12 / 4 / 3 | 1",
                "-2 * -3 | 6",
                "1 - -1 | 2",
                "!0 + !5 | 1",
                "1 / 4 | 0.25",
                "1e3 + .5 | 1000.5",
                "2.5E-1 | 0.25",
                "1 / 0 | Infinity",
                "1 < 2 | 1",
                "2 <= 1 | 0",
                "1 + 1 == 2 | 1",
                "1 != 1 | 0",
                "3 > 2 == 1 | 1",
                "'1 || 0 && 0' | 1",
                "'0 && 1 || 0' | 0",
                "!(1 && 0) | 1",
                "5 && 2 | 1",
                "0 ? 1 : 0 ? 2 : 3 | 3",
                "1 < 2 ? 10 : 20 | 10",
                "100000000000000000000 | 1E+20",
                "0.1 + 0.2 | 0.30000000000000004"
            })
    void an_expression_of_numbers_has_its_value(String expression, String value) {
        assertThat(world.value(expression)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "avg(1, 2, vec(3, 6)) | 3",
                "ceil(2.1) | 3",
                "ceil(vec(2.1, -2.1)) | [3,-2]",
                "floor(2.9, 3) | [2,3]",
                "len(vec(1, 2), 3) | 3",
                "len() | 0",
                "lg(8) | 3",
                "lg(vec(2, 4)) | [1,2]",
                "lg(vec(8)) | [3]",
                "ln(1) | 0",
                "log(1000) | 3",
                "log(10, 100) | [1,2]",
                "max(1, vec(5, 3)) | 5",
                "min(4, vec(5, 3)) | 3",
                "norm(3, 4) | 5",
                "percentile(vec(5, 1, 4, 2, 3), 50) | 3",
                "percentile(vec(1, 2, 3, 4), 100) | 4",
                "percentile(vec(1, 2, 3, 4), 0) | 1",
                "range(vec(2, 9), 4) | 7",
                "round(2.5) | 3",
                "round(vec(1.2, -1.7)) | [1,-2]",
                "std(2, 4, 4, 4, 5, 5, 7, 9) > 2.13 | 1",
                "std(1) == std(1) | 0",
                "sum(1, 2, vec(3, 4)) | 10",
                "val(vec(7, 8, 9), 1) | 8",
                "rand() >= 0 && rand() < 1 | 1",
                "[1, 2, 3] * 2 | [2,4,6]",
                "vec(1, 2) - 1 | [0,1]",
                "vec(6, 8) / vec(2, 4) | [3,2]",
                "vec(1, 2) + vec(3, 4) * 2 | [7,10]",
                "vec() | []",
                "max() == max() | 0"
            })
    void a_function_of_numbers_and_vectors_has_its_value(String expression, String value) {
        assertThat(world.value(expression)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time() | 2026-11-23T12:00:00.000Z",
                "time(\"\") | 2026-11-23T12:00:00.000Z",
                "time(\"2026-11-22\").weekday | 7",
                "time().weekday | 1",
                "time(\"2016-10-13T19:18:47.805Z\") | 2016-10-13T19:18:47.805Z",
                "time(\"2016\").month | 1",
                "time(\"2016-07\").month | 7",
                "time(\"2016-07-09T10:20+02:00\").hour | 8",
                "time(\"Thu, 13 Oct 2016 19:18:47 GMT\").second | 47",
                "time(\"2016-10-13T19:18:47Z\").minute | 18",
                "time().year * 10000 + time().month * 100 + time().day | 20261123",
                "time() - time(\"2026-11-23T11:59:30Z\") | 00:00:30",
                "time() + TimeInterval_Hour * 13 | 2026-11-24T01:00:00.000Z",
                "-6 * TimeInterval_Hour + time() | 2026-11-23T06:00:00.000Z",
                "time() - TimeInterval_Day | 2026-11-22T12:00:00.000Z",
                "time() > time(\"2020-01-01\") | 1",
                "time() == time(\"2026-11-23T13:00:00+01:00\") | 1",
                "TimeInterval_Minute * 90 | 01:30:00",
                "TimeInterval_Week / 7 == TimeInterval_Day | 1",
                "TimeInterval_Year - TimeInterval_Day | 364.00:00:00",
                "TimeInterval_Second * 1.5 | 00:00:01.5000000",
                "TimeInterval_Zero - TimeInterval_Millisecond | -00:00:00.0010000",
                "-TimeInterval_Second < TimeInterval_Zero | 1",
                "10 * TimeInterval_100ns == TimeInterval_Microsecond | 1"
            })
    void an_expression_of_times_has_its_value(String expression, String value) {
        assertThat(world.value(expression)).isEqualTo(value);
    }

    @Test
    void an_interval_is_not_divided_by_another_and_multiplied() {
        FormulaError error = FormulaErrorTest.refused("x = TimeInterval_Microsecond / TimeInterval_100ns * 1");

        assertThat(error.kind()).isEqualTo(FormulaError.Kind.MEANING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"abc\" < \"abd\" | 1",
                "\"a\" == \"b\" | 0",
                "\"B\" < \"a\" | 1",
                "$NodeDeallocationOption == requeue | 1",
                "\"// no comment; = ?\" | // no comment; = ?"
            })
    void an_expression_of_strings_has_its_value(String expression, String value) {
        assertThat(world.value(expression)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$PendingTasks.GetSample(1) | [6]",
                "$PendingTasks.GetSample(3) | [4,5,6]",
                "$PendingTasks.GetSample(99) | [1,2,3,4,5,6]",
                "$PendingTasks.GetSample(TimeInterval_Minute) | [5,6]",
                "$PendingTasks.GetSample(TimeInterval_Minute, 2 * TimeInterval_Minute) | [3,4]",
                "$PendingTasks.GetSample(2 * TimeInterval_Minute, TimeInterval_Minute) | [3,4]",
                "$PendingTasks.GetSample(time() - TimeInterval_Minute) | [5,6]",
                "$PendingTasks.GetSample(TimeInterval_Minute * 3, 100) | [1,2,3,4,5,6]",
                "$PendingTasks.GetSample(TimeInterval_Zero, TimeInterval_Minute * 6, 50) | [1,2,3,4,5,6]",
                "$PendingTasks.GetSample(TimeInterval_Hour) | [1,2,3,4,5,6]",
                "$PendingTasks.GetSamplePercent(TimeInterval_Minute * 3) | 100",
                "$PendingTasks.GetSamplePercent(TimeInterval_Minute * 5, TimeInterval_Zero) | 60",
                "$PendingTasks.GetSamplePeriod() == TimeInterval_Second * 30 | 1",
                "$PendingTasks.Count() | 6",
                "$PendingTasks.HistoryBeginTime() | 2026-11-23T11:57:30.000Z",
                "$PendingTasks + 1 | 7",
                "$MemoryBytes.GetSample(1) | []",
                "$DiskReadOps.GetSamplePercent(TimeInterval_Hour) | 0",
                "$NetworkInBytes.Count() | 0"
            })
    void an_expression_of_samples_has_its_value(String expression, String value) {
        world.with(PoolMetric.PENDING_TASKS, 1, 2, 3, 4, 5, 6);

        assertThat(world.value(expression)).isEqualTo(value);
    }

    @Test
    void shows_the_settings_and_then_the_variables_by_name() {
        FormulaOutcome outcome = world.targets(4, 5).evaluate("z = 1; $b = 2; a = 3; $TargetDedicated = 7.9;");

        assertThat(outcome.results())
                .isEqualTo(
                        "$TargetDedicatedNodes=7;$TargetLowPriorityNodes=5;$NodeDeallocationOption=requeue;$b=2;a=3;z=1");
        assertThat(outcome.targetDedicated()).isEqualTo(7);
        assertThat(outcome.targetLowPriority()).isEqualTo(5);
        assertThat(outcome.error()).isNull();
    }

    @Test
    void the_full_name_of_a_target_precedes_its_alias() {
        FormulaOutcome outcome =
                world.evaluate("$TargetDedicatedNodes = 1; $TargetDedicated = 2; $TargetLowPriority = 3;");

        assertThat(outcome.targetDedicated()).isEqualTo(1);
        assertThat(outcome.targetLowPriority()).isEqualTo(3);
    }

    @Test
    void stops_where_it_is_told_to() {
        FormulaOutcome outcome =
                world.evaluate("$TargetDedicatedNodes = 1; 1 > 0 ? stop() : 0; $TargetDedicatedNodes = 2;");

        assertThat(outcome.targetDedicated()).isEqualTo(1);
        assertThat(outcome.error()).isNull();
    }

    @Test
    void looks_only_at_what_decides() {
        assertThat(world.value("0 && val(vec(), 0)")).isEqualTo("0");
        assertThat(world.value("2 || val(vec(), 0)")).isEqualTo("1");
        assertThat(world.value("1 ? 5 : val(vec(), 0)")).isEqualTo("5");
    }

    @Test
    void what_to_do_with_tasks_is_a_word() {
        assertThat(world.evaluate("$NodeDeallocationOption = 1 ? taskcompletion : requeue")
                        .deallocation())
                .isEqualTo(DeallocationOption.TASKCOMPLETION);
        assertThat(world.evaluate("$NodeDeallocationOption = \"retaineddata\"").deallocation())
                .isEqualTo(DeallocationOption.RETAINEDDATA);
    }

    @Test
    void an_empty_formula_leaves_the_pool_as_it_is() {
        FormulaOutcome outcome = world.targets(3, 1).evaluate(" ;; // nothing\n ;");

        assertThat(outcome.targetDedicated()).isEqualTo(3);
        assertThat(outcome.targetLowPriority()).isEqualTo(1);
    }

    @Test
    void a_day_of_samples_is_read_fast() {
        double[] day = new double[2880];
        Arrays.setAll(day, i -> i);
        world.with(PoolMetric.PENDING_TASKS, day);

        assertThat(world.value("percentile($PendingTasks.GetSample(TimeInterval_Day), 50)"))
                .isEqualTo("1439");
        assertThat(world.value("avg($PendingTasks.GetSample(TimeInterval_Week))"))
                .isEqualTo("1439.5");
    }
}
