package io.dropbatch.localazure.batch.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.autoscale.sample.PoolMetric;
import io.dropbatch.localazure.batch.autoscale.value.DeallocationOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The formulas of Azure's documentation, and of those who use it, do what their authors say.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-automatic-scaling">Automatic scaling formulas</a>
 */
class DocumentedFormulasTest {

    private static final String PENDING_TASKS = """
            startingNumberOfVMs = 1;
            maxNumberofVMs = 25;
            pendingTaskSamplePercent = $PendingTasks.GetSamplePercent(180 * TimeInterval_Second);
            pendingTaskSamples = pendingTaskSamplePercent < 70 ? startingNumberOfVMs : avg($PendingTasks.GetSample(180 * TimeInterval_Second));
            $TargetDedicatedNodes=min(maxNumberofVMs, pendingTaskSamples);
            $NodeDeallocationOption = taskcompletion;
            """;

    private static final String WORKING_HOURS = """
            $curTime = time();
            $workHours = $curTime.hour >= 8 && $curTime.hour < 18;
            $isWeekday = $curTime.weekday >= 1 && $curTime.weekday <= 5;
            $isWorkingWeekdayHour = $workHours && $isWeekday;
            $TargetDedicatedNodes = $isWorkingWeekdayHour ? 20:10;
            $NodeDeallocationOption = taskcompletion;
            """;

    private static final String SLOTS = """
            // Determine whether 70 percent of the samples have been recorded in the past
            // 15 minutes; if not, use last sample
            $samples = $ActiveTasks.GetSamplePercent(TimeInterval_Minute * 15);
            $tasks = $samples < 70 ? max(0,$ActiveTasks.GetSample(1)) : max( $ActiveTasks.GetSample(1),avg($ActiveTasks.GetSample(TimeInterval_Minute * 15)));
            // Set the number of nodes to add to one-fourth the number of active tasks
            $cores = $TargetDedicatedNodes * 4;
            $extraVMs = (($tasks - $cores) + 3) / 4;
            $targetVMs = ($TargetDedicatedNodes + $extraVMs);
            $TargetDedicatedNodes = max(0,min($targetVMs,3));
            $NodeDeallocationOption = taskcompletion;
            """;

    @Test
    void grows_with_the_average_of_pending_tasks_once_there_are_enough_samples() {
        World young = new World().with(PoolMetric.PENDING_TASKS, 9);
        World old = new World().with(PoolMetric.PENDING_TASKS, 4, 5, 6, 4, 5, 6);
        World busy = new World().with(PoolMetric.PENDING_TASKS, filled(20, 1000));

        assertThat(young.evaluate(PENDING_TASKS).targetDedicated()).isEqualTo(1);
        assertThat(old.evaluate(PENDING_TASKS).targetDedicated()).isEqualTo(5);
        assertThat(busy.evaluate(PENDING_TASKS).targetDedicated()).isEqualTo(25);
        assertThat(busy.evaluate(PENDING_TASKS).deallocation()).isEqualTo(DeallocationOption.TASKCOMPLETION);
    }

    @Test
    void replaces_preempted_nodes_by_dedicated_ones() {
        FormulaOutcome outcome =
                new World().with(PoolMetric.PREEMPTED_NODE_COUNT, filled(6, 3)).evaluate("""
                        maxNumberofVMs = 25;
                        $TargetDedicatedNodes = min(maxNumberofVMs, $PreemptedNodeCount.GetSample(180 * TimeInterval_Second));
                        $TargetLowPriorityNodes = min(maxNumberofVMs , maxNumberofVMs - $TargetDedicatedNodes);
                        $NodeDeallocationOption = taskcompletion;
                        """);

        assertThat(outcome.targetDedicated()).isEqualTo(3);
        assertThat(outcome.targetLowPriority()).isEqualTo(22);
    }

    @ParameterizedTest
    @CsvSource({
        "2016-10-13T19:18:47.805Z, 10, 0, 0, 1",
        "2016-10-13T17:59:59Z, 20, 1, 1, 1",
        "2016-10-15T12:00:00Z, 10, 0, 1, 0"
    })
    void keeps_working_hours(String now, int nodes, int working, int hours, int weekday) {
        FormulaOutcome outcome = new World().at(now).evaluate(WORKING_HOURS);

        assertThat(outcome.results())
                .isEqualTo("$TargetDedicatedNodes=" + nodes
                        + ";$TargetLowPriorityNodes=0;$NodeDeallocationOption=taskcompletion;$curTime="
                        + now.replaceFirst("(:\\d\\d)Z", "$1.000Z") + ";$isWeekday=" + weekday
                        + ";$isWorkingWeekdayHour=" + working + ";$workHours=" + hours);
    }

    @Test
    void knows_monday() {
        String formula = "$TargetDedicatedNodes = (time().weekday == 1 ? 5:1);";

        assertThat(new World().evaluate(formula).targetDedicated()).isEqualTo(5);
        assertThat(new World().at("2026-11-24T12:00:00Z").evaluate(formula).targetDedicated())
                .isEqualTo(1);
    }

    @Test
    void halves_an_idle_pool() {
        String formula = """
                // Get pending tasks for the past 15 minutes.
                $samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
                $tasks = $samples < 70 ? max(0,$PendingTasks.GetSample(1)) : max( $PendingTasks.GetSample(1), avg($PendingTasks.GetSample(TimeInterval_Minute * 15)));
                $targetVMs = $tasks > 0? $tasks:max(0, $TargetDedicatedNodes/2);
                $TargetDedicatedNodes = max(0, min($targetVMs, 20));
                $NodeDeallocationOption = taskcompletion;
                """;

        assertThat(new World()
                        .with(PoolMetric.PENDING_TASKS, 0)
                        .targets(9, 0)
                        .evaluate(formula)
                        .targetDedicated())
                .isEqualTo(4);
        assertThat(new World()
                        .with(PoolMetric.PENDING_TASKS, filled(30, 12))
                        .evaluate(formula)
                        .targetDedicated())
                .isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 1", "4, 1, 1", "9, 1, 3", "100, 2, 3"})
    void counts_four_tasks_a_node(double tasks, int targets, int nodes) {
        World world =
                new World().with(PoolMetric.ACTIVE_TASKS, filled(30, tasks)).targets(targets, 0);

        assertThat(world.evaluate(SLOTS).targetDedicated()).isEqualTo(nodes);
    }

    @ParameterizedTest
    @CsvSource({
        "'Mon, 23 Nov 2026 11:55:00 GMT', 0, 4",
        "'Mon, 23 Nov 2026 11:00:00 GMT', 0, 0",
        "'Mon, 23 Nov 2026 11:00:00 GMT', 3, 4"
    })
    void starts_with_some_nodes(String start, double running, int nodes) {
        FormulaOutcome outcome =
                new World().with(PoolMetric.RUNNING_TASKS, filled(120, running)).evaluate("""
                        $TargetDedicatedNodes = 4;
                        lifespan         = time() - time("%s");
                        span             = TimeInterval_Minute * 60;
                        startup          = TimeInterval_Minute * 10;
                        ratio            = 50;

                        $TargetDedicatedNodes = (lifespan > startup ? (max($RunningTasks.GetSample(span, ratio), $ActiveTasks.GetSample(span, ratio)) == 0 ? 0 : $TargetDedicatedNodes) : 4);
                        """.formatted(start));

        assertThat(outcome.error()).isNull();
        assertThat(outcome.targetDedicated()).isEqualTo(nodes);
    }

    @ParameterizedTest
    @CsvSource({"0.9, 11", "0.5, 10", "0.1, 9"})
    void follows_the_use_of_processors(double use, int nodes) {
        FormulaOutcome outcome = new World()
                .with(PoolMetric.CPU_PERCENT, filled(120, use))
                .with(PoolMetric.CURRENT_DEDICATED_NODES, filled(120, 10))
                .evaluate("""
                        $totalDedicatedNodes =
                            (min($CPUPercent.GetSample(TimeInterval_Minute * 10)) > 0.7) ?
                            ($CurrentDedicatedNodes * 1.1) : $CurrentDedicatedNodes;
                        $totalDedicatedNodes =
                            (avg($CPUPercent.GetSample(TimeInterval_Minute * 60)) < 0.2) ?
                            ($CurrentDedicatedNodes * 0.9) : $totalDedicatedNodes;
                        $TargetDedicatedNodes = min(400, $totalDedicatedNodes)
                        """);

        assertThat(outcome.targetDedicated()).isEqualTo(nodes);
    }

    @Test
    void understands_the_oldest_example() {
        FormulaOutcome outcome = new World()
                .evaluate(
                        "totalNodes=($CPUPercent.GetSamplePercent(TimeInterval_Minute*0,TimeInterval_Minute*10)<0.7?5:(min($CPUPercent.GetSample(TimeInterval_Minute*0, TimeInterval_Minute*10))>0.8?($CurrentDedicated*1.1):$CurrentDedicated));$TargetDedicated=min(100,totalNodes);");

        assertThat(outcome.results())
                .isEqualTo(
                        "$TargetDedicatedNodes=5;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue;totalNodes=5");
    }

    @Test
    void understands_a_formula_with_a_biased_last_sample() {
        FormulaOutcome outcome =
                new World().with(PoolMetric.ACTIVE_TASKS, 8, 8, 8, 2).evaluate("""
                        maxTasksPerNode = 2;
                        sli = TimeInterval_Second * 120.0;
                        samplepercent = $ActiveTasks.GetSamplePercent(sli);
                        lastsample = val($ActiveTasks.GetSample(1), 0);
                        samplevecavg = avg($ActiveTasks.GetSample(sli));
                        ActiveTaskAvg = samplepercent < 70 ? max(0, lastsample) : (lastsample < samplevecavg ? avg(lastsample, samplevecavg) : max(lastsample, samplevecavg));
                        reqVMs = ActiveTaskAvg / maxTasksPerNode;
                        preemptcount = 0;
                        rebalance = 0 == 1;
                        dedicatedVMs = min(16777216, (reqVMs > 0 && reqVMs < 1) ? 1 : reqVMs);
                        $TargetDedicatedNodes = dedicatedVMs;
                        $TargetLowPriorityNodes = max(0, reqVMs - dedicatedVMs);
                        $NodeDeallocationOption = taskcompletion;
                        """);

        assertThat(outcome.error()).isNull();
        assertThat(outcome.results()).contains(";ActiveTaskAvg=4.25;").contains(";reqVMs=2.125;");
        assertThat(outcome.targetDedicated()).isEqualTo(2);
    }

    @Test
    void fills_the_slots_of_whole_nodes() {
        FormulaOutcome outcome = new World()
                .with(PoolMetric.ACTIVE_TASKS, filled(4, 9))
                .with(PoolMetric.RUNNING_TASKS, filled(4, 8))
                .with(PoolMetric.TASK_SLOTS_PER_NODE, filled(4, 4))
                .with(PoolMetric.CURRENT_DEDICATED_NODES, filled(4, 2))
                .evaluate("""
                        maxNumberofVMs = 25;
                        $atasks = $ActiveTasks.GetSample(TimeInterval_Minute * 2, 1);
                        $rtasks = $RunningTasks.GetSample(TimeInterval_Minute * 2, 1);
                        $tasks = max($atasks) + max($rtasks);
                        $nodes = max($CurrentDedicatedNodes, $TargetDedicatedNodes);
                        $cores = $nodes*$TaskSlotsPerNode;
                        $extraVMs = ceil((($tasks - $cores) + 0) / $TaskSlotsPerNode);
                        $targetVMs = ($nodes + $extraVMs);
                        $TargetDedicatedNodes = max(0, min($targetVMs, maxNumberofVMs));
                        $NodeDeallocationOption = taskcompletion;
                        """);

        assertThat(outcome.targetDedicated()).isEqualTo(5);
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }
}
