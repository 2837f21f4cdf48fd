package io.dropbatch.localazure.batch.autoscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dropbatch.localazure.batch.autoscale.FormulaError.Kind;
import io.dropbatch.localazure.batch.autoscale.sample.PoolMetric;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with formulas, and where. */
class FormulaErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x = | Line 1, Col 4: Expected a value instead of the end of the formula",
                "x = 1 2 | Line 1, Col 7: Expected ';' instead of '2'",
                "x = (1 | Line 1, Col 7: Expected ')' instead of the end of the formula",
                "x = 1 + * 2 | Line 1, Col 9: Expected a value instead of '*'",
                "x = 1 ? 2 | Line 1, Col 10: Expected ':' instead of the end of the formula",
                "x = #; | Line 1, Col 5: The character '#' is not expected",
                "x = \"abc | Line 1, Col 5: The string does not end on its line",
                "x = 5minutes | Line 1, Col 5: A number must not run into a name",
                "x = 1e999 | Line 1, Col 5: The number is too large",
                "max(1, 2 = 3) | Line 1, Col 10: Expected ')' instead of '='",
                "1 = 2 | Line 1, Col 3: Expected ';' instead of '='",
                "x = time(). | Line 1, Col 12: Expected the name of a member instead of the end of the formula",
                "x = é | Line 1, Col 5: The character U+00E9 is not expected"
            })
    void bad_words_are_refused_with_their_place(String formula, String message) {
        assertThat(refused(formula))
                .hasMessage(message)
                .extracting(FormulaError::kind)
                .isEqualTo(Kind.SYNTAX);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$something_useless | Line 1, Col 1: The variable $something_useless is not defined",
                "x = y; y = 1 | Line 1, Col 5: The variable y is not defined",
                "x = sqrt(2) | Line 1, Col 5: There is no function sqrt",
                "x = avg(\"a\") | Line 1, Col 8: avg takes avg(doubleVecList), not (string)",
                "x = val(1, 2) | Line 1, Col 8: val takes val(doubleVec v, double i), not (double, double)",
                "x = time(1) | Line 1, Col 9: time takes time(string dateTime=\"\"), not (double)",
                "x = rand(1) | Line 1, Col 9: rand takes rand(), not (double)",
                "x = lg() + time() | Line 1, Col 10: There is no '+' between a doubleVec and a timestamp",
                "x = 1 - TimeInterval_Day | Line 1, Col 7: There is no '-' between a double and a timeinterval",
                "x = 1 / TimeInterval_Day | Line 1, Col 7: There is no '/' between a double and a timeinterval",
                "x = 2 * vec(1) | Line 1, Col 7: There is no '*' between a double and a doubleVec",
                "x = vec(1) == vec(1) | Line 1, Col 12: There is no '==' between a doubleVec and a doubleVec",
                "x = \"a\" + \"b\" | Line 1, Col 9: There is no '+' between a string and a string",
                "x = 1 == \"1\" | Line 1, Col 7: There is no '==' between a double and a string",
                "x = time() + time() | Line 1, Col 12: There is no '+' between a timestamp and a timestamp",
                "x = TimeInterval_Day && 1 | Line 1, Col 22: There is no '&&' between a timeinterval and a double",
                "x = !TimeInterval_Day | Line 1, Col 6: '!' needs a double, not a timeinterval",
                "x = -\"a\" | Line 1, Col 5: There is no '-' before a string",
                "x = time() ? 1 : 2 | Line 1, Col 9: A condition needs a double, not a timestamp",
                "x = 1; y = x.hour | Line 1, Col 12: A member needs a timestamp, not a double",
                "x = time().century | Line 1, Col 12: A timestamp has no member century",
                "x = [1, \"a\"] | Line 1, Col 5: A doubleVec holds doubles, not double, string",
                "$TargetDedicatedNodes = vec(1) | Line 1, Col 1: $TargetDedicatedNodes is a double, not a doubleVec",
                "$NodeDeallocationOption = 1 | Line 1, Col 1: $NodeDeallocationOption is a string, not a double",
                "$PendingTasks = 1 | Line 1, Col 1: $PendingTasks cannot be set",
                "requeue = 1 | Line 1, Col 1: requeue cannot be set",
                "TimeInterval_Day = 1 | Line 1, Col 1: TimeInterval_Day cannot be set",
                "x = $Pending.GetSample(1) | Line 1, Col 5: $Pending is no variable with samples",
                "x = (1 + 1).GetSample(1) | Line 1, Col 6: Only a service-defined variable has samples",
                "x = $PendingTasks.GetSmple(1) | Line 1, Col 19: There is no method GetSmple",
                "x = $PendingTasks.GetSample() | Line 1, Col 28: $PendingTasks.GetSample takes GetSample(double count, or startTime [, endTime] [, double samplePercent]), not ()",
                "x = $PendingTasks.GetSamplePercent(5) | Line 1, Col 35: $PendingTasks.GetSamplePercent takes GetSamplePercent(startTime [, endTime]), not (double)",
                "x = $PendingTasks.Count(5) | Line 1, Col 24: $PendingTasks.Count takes Count(), not (double)"
            })
    void wrong_names_and_types_are_refused_before_anything_is_evaluated(String formula, String message) {
        assertThat(refused(formula))
                .hasMessage(message)
                .extracting(FormulaError::kind)
                .isEqualTo(Kind.MEANING);
        assertThat(refused("x0 = 1; 0 ? 1 : 0; " + formula).kind()).isEqualTo(Kind.MEANING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x = val(vec(1, 2), 2) | Line 1, Col 8: There is no element 2 in a doubleVec of 2",
                "x = val(vec(1), -1) | Line 1, Col 8: There is no element -1 in a doubleVec of 1",
                "x = vec(1) + vec(1, 2) | Line 1, Col 12: The doubleVecs have 1 and 2 values",
                "x = time(\"soon\") | Line 1, Col 9: 'soon' is no time in W3C-DTF or RFC 1123",
                "x = time(\"2023-04-14T10:00:00.123456789Z\") | Line 1, Col 9: '2023-04-14T10:00:00.123456789Z' is no time in W3C-DTF or RFC 1123",
                "x = time(\"2023-13-41\") | Line 1, Col 9: '2023-13-41' is no time in W3C-DTF or RFC 1123",
                "x = percentile(vec(1), 101) | Line 1, Col 15: A percentile is from 0 to 100, not 101",
                "x = TimeInterval_Year * 1e9 | Line 1, Col 23: The timeinterval is too long",
                "x = TimeInterval_Day / 0 | Line 1, Col 22: The timeinterval is too long",
                "x = time() + TimeInterval_Year * 9000 | Line 1, Col 12: The timestamp is outside of the years 1 to 9999",
                "x = $PendingTasks.GetSample(0) | Line 1, Col 28: GetSample takes a count of 1 or more, not 0",
                "$TargetDedicatedNodes = -1 | Line 1, Col 1: -1 is no number of nodes",
                "y = 1; $TargetLowPriority = 0 / 0 | Line 1, Col 8: NaN is no number of nodes",
                "$NodeDeallocationOption = \"drop\" | Line 1, Col 1: 'drop' is no way to deallocate a node",
                "x = (1 ? time() : 1) + (1 ? time() : 1) | Line 1, Col 22: Expected values with '+' between them, not a timestamp and a timestamp",
                "x = $MemoryBytes + 1 | Line 1, Col 5: There are no samples of $MemoryBytes",
                "x = $DiskBytes.HistoryBeginTime() | Line 1, Col 32: There are no samples of $DiskBytes"
            })
    void bad_numbers_break_the_evaluation_off(String formula, String message) {
        FormulaOutcome outcome = new World().targets(2, 1).evaluate(formula);

        assertThat(outcome.error())
                .hasMessage(message)
                .extracting(FormulaError::kind)
                .isEqualTo(Kind.EVALUATION);
        assertThat(outcome.targetDedicated()).isEqualTo(2);
        assertThat(outcome.targetLowPriority()).isEqualTo(1);
    }

    @Test
    void too_few_samples_are_told_as_azure_tells_them() {
        World world = new World().with(PoolMetric.RUNNING_TASKS, 1, 1);

        FormulaError none = error(
                world.at("2026-11-23T12:30:00Z"),
                "$RunningTasks.GetSample(10 * TimeInterval_Second, 0 * TimeInterval_Second, 101);");
        FormulaError half = error(
                world, "$TargetDedicatedNodes = 1;\n\nx = avg($RunningTasks.GetSample(TimeInterval_Minute * 2, 70));");

        assertThat(none.getMessage())
                .isEqualTo("Line 1, Col 24: Insufficient data from data set: $RunningTasks wanted 101%, received 100%");
        assertThat(half.getMessage())
                .isEqualTo("Line 3, Col 32: Insufficient data from data set: $RunningTasks wanted 70%, received 50%");
        assertThat(half.kind()).isEqualTo(Kind.INSUFFICIENT_DATA);
    }

    @Test
    void what_was_reached_before_the_error_is_shown_and_not_used() {
        FormulaOutcome outcome =
                new World().targets(2, 0).evaluate("a = 1; $TargetDedicatedNodes = 9; b = val(vec(), 0);");

        assertThat(outcome.targetDedicated()).isEqualTo(2);
        assertThat(outcome.results())
                .isEqualTo("$TargetDedicatedNodes=9;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue;a=1");
    }

    @Test
    void a_formula_has_bounds() {
        String statements =
                IntStream.rangeClosed(1, 100).mapToObj(i -> "x = " + i + ";").collect(Collectors.joining());

        assertThat(new World().evaluate(statements).error()).isNull();
        assertThat(refused(statements + "x = 1").getMessage()).contains("at most 100 statements");
        assertThat(refused(" ".repeat(8193)).getMessage()).contains("at most 8192 characters");
        assertThat(refused("x = " + "(".repeat(4000)).getMessage()).contains("nested too deeply");
        assertThat(refused("x = " + "-".repeat(4000) + "1").getMessage()).contains("nested too deeply");
        assertThat(refused("x = " + "1 ? 1 : ".repeat(500) + "1").getMessage()).contains("nested too deeply");
        assertThat(new World().value("0" + " + 1".repeat(2000))).isEqualTo("2000");
    }

    @Test
    void work_has_bounds() {
        String doubled = "v = vec(1, 1);" + "v = vec(v, v);".repeat(90);
        String wide = "v = vec(" + "1,".repeat(2000) + "1);" + "v = v + v - v;".repeat(90) + "x = 0";

        assertThat(error(new World(), doubled).getMessage()).contains("at most 10000 values");
        assertThat(error(new World(), wide + "+ sum(" + "v,".repeat(500) + "v)").getMessage())
                .containsAnyOf("steps", "at most 10000 values");
    }

    static FormulaError refused(String formula) {
        return Objects.requireNonNull(
                catchThrowableOfType(FormulaError.class, () -> Formula.read(formula)), "It was accepted");
    }

    private static FormulaError error(World world, String formula) {
        return Objects.requireNonNull(world.evaluate(formula).error(), "It was evaluated");
    }
}
