package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aPool;
import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.AutoScaleRun;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.MultiInstanceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.joda.time.DateTime;
import org.joda.time.Period;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools follow their formulas, as the Java client sees it. */
class AutoScaleTest {

    private static final String PENDING =
            "$TargetDedicatedNodes = min(3, $PendingTasks.GetSample(TimeInterval_Minute));";

    @TempDir
    Path folder;

    private SteppedClock clock;
    private LocalAccount account;

    @BeforeEach
    void start() {
        clock = new SteppedClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        account = new LocalAccount(folder.resolve("account"), options -> options.withClock(clock));
    }

    @AfterEach
    void stop() {
        account.close();
    }

    @Test
    void a_pool_grows_with_its_tasks_and_shrinks_again() throws Exception {
        Path signal = folder.resolve("done");
        create("grows", PENDING, Period.minutes(5));
        awaitNodes("grows", 0);
        account.job("work", "grows");
        for (int i = 0; i < 5; i++) {
            account.run("work", aTask("t" + i, "/bin/sh -c 'while [ ! -e " + signal + " ]; do sleep 0.05; done'"));
        }

        pass(Duration.ofMinutes(5));
        awaitNodes("grows", 3);
        account.running("work", "t0");
        Files.createFile(signal);
        for (int i = 0; i < 5; i++) {
            account.completed("work", "t" + i);
        }
        pass(Duration.ofMinutes(5));

        awaitNodes("grows", 0);
        assertThat(pool("grows").autoScaleRun().results())
                .isEqualTo("$TargetDedicatedNodes=0;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue");
    }

    @Test
    void a_formula_is_evaluated_at_once_and_then_at_its_interval() throws Exception {
        DateTime created = now();
        create("hourly", "$TargetDedicatedNodes = time().minute >= 0 ? 1 : 0; begun = time();", Period.hours(1));
        assertThat(pool("hourly").autoScaleRun().timestamp().getMillis()).isEqualTo(created.getMillis());

        pass(Duration.ofMinutes(59));
        assertThat(pool("hourly").autoScaleRun().timestamp().getMillis()).isEqualTo(created.getMillis());
        pass(Duration.ofMinutes(1));

        assertThat(pool("hourly").autoScaleRun().timestamp().getMillis())
                .isEqualTo(created.plusHours(1).getMillis());
        assertThat(pool("hourly").autoScaleEvaluationInterval()).isEqualTo(Period.hours(1));
    }

    @Test
    void a_formula_without_enough_samples_leaves_the_pool_as_it_is() throws Exception {
        create(
                "young",
                "$TargetLowPriorityNodes = 1 + sum($PendingTasks.GetSample(TimeInterval_Minute * 5, 100));",
                null);
        AutoScaleRun first = pool("young").autoScaleRun();
        awaitNodes("young", 0);
        pass(Duration.ofMinutes(15));

        assertThat(first.error().code()).isEqualTo("InsufficientSampleData");
        assertThat(first.error().values().get(0).name()).isEqualTo("Message");
        assertThat(first.error().values().get(0).value())
                .isEqualTo("Line 1, Col 58: Insufficient data from data set: $PendingTasks wanted 100%, received 10%");
        assertThat(pool("young").autoScaleRun().error()).isNull();
        Await.until("a spot node is there", () -> pool("young").currentLowPriorityNodes() == 1);
    }

    @Test
    void a_formula_can_be_tried_out() throws Exception {
        create("tried", "$TargetDedicatedNodes=2", null);
        awaitNodes("tried", 2);

        AutoScaleRun good =
                evaluate("tried", "$TargetDedicatedNodes = $CurrentDedicatedNodes * 1.5; size = $SampleNodeCount;");
        AutoScaleRun bad = evaluate("tried", "$something_useless");

        assertThat(good.error()).isNull();
        assertThat(good.results())
                .isEqualTo("$TargetDedicatedNodes=3;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue;size=2");
        assertThat(bad.error().code()).isEqualTo("AutoScalingFormulaEvaluationError");
        assertThat(bad.error().values().get(0).value())
                .isEqualTo("Line 1, Col 1: The variable $something_useless is not defined");
        assertThat(bad.results())
                .isEqualTo("$TargetDedicatedNodes=2;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue");
        assertThat(pool("tried").targetDedicatedNodes()).isEqualTo(2);
        account.client.poolOperations().disableAutoScale("tried");
        assertThat(refusal(() -> evaluate("tried", "x = 1"))).isEqualTo("OperationInvalidForCurrentState");
    }

    @Test
    void a_task_of_several_instances_counts_as_so_many() throws Exception {
        account.client
                .poolOperations()
                .createPool(aPool("gangs")
                        .withEnableInterNodeCommunication(true)
                        .withEnableAutoScale(true)
                        .withAutoScaleFormula("$TargetDedicatedNodes = 0"));
        account.job("together", "gangs");
        account.run(
                "together",
                aTask("alone", "/bin/true"),
                aTask("three", "/bin/true")
                        .withMultiInstanceSettings(new MultiInstanceSettings()
                                .withNumberOfInstances(3)
                                .withCoordinationCommandLine("/bin/true")));

        assertThat(evaluate("gangs", "n = $ActiveTasks; s = $TaskSlotsPerNode").results())
                .endsWith(";n=4;s=1");
    }

    @Test
    void a_fixed_pool_begins_to_scale_and_stops() throws Exception {
        account.pool("fixed", 1, 1);

        enable("fixed", "$TargetDedicatedNodes = 2;", null);
        awaitNodes("fixed", 2);
        assertThat(refusal(() -> enable("fixed", "$TargetDedicatedNodes = 3;", null)))
                .isEqualTo("TooManyEnableAutoScaleRequests");
        pass(Duration.ofSeconds(31));
        enable("fixed", "$TargetDedicatedNodes = 3;", null);
        awaitNodes("fixed", 3);
        assertThat(refusal(() -> account.client.poolOperations().resizePool("fixed", 1, 0)))
                .isEqualTo("OperationInvalidForCurrentState");
        account.client.poolOperations().disableAutoScale("fixed");
        account.client.poolOperations().resizePool("fixed", 1, 0);
        pass(Duration.ofMinutes(16));

        awaitNodes("fixed", 1);
        assertThat(pool("fixed").autoScaleRun()).isNull();
        assertThat(pool("fixed").autoScaleFormula()).isNull();
    }

    @Test
    void a_new_interval_counts_from_its_request() throws Exception {
        create("moved", "$TargetDedicatedNodes = 1", Period.hours(2));
        pass(Duration.ofMinutes(7));
        DateTime enabled = now();
        enable("moved", null, Period.minutes(10));
        assertThat(pool("moved").autoScaleFormula()).isEqualTo("$TargetDedicatedNodes = 1");

        pass(Duration.ofMinutes(10));

        assertThat(pool("moved").autoScaleRun().timestamp().getMillis())
                .isEqualTo(enabled.plusMinutes(10).getMillis());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$TargetDedicatedNodes = ; | AutoScalingFormulaSyntaxError | Line 1, Col 25: Expected a value instead of ';'",
                "$TargetDedicatedNodes = vms; | InvalidAutoScalingSettings | Line 1, Col 25: The variable vms is not defined",
                "$TargetDedicatedNodes = time(); | InvalidAutoScalingSettings | Line 1, Col 1: $TargetDedicatedNodes is a double, not a timestamp"
            })
    void a_bad_formula_is_refused_with_its_place(String formula, String code, String reason) throws Exception {
        BatchErrorException refused = error(() -> create("bad", formula, null));

        assertThat(refused.body().code()).isEqualTo(code);
        assertThat(refused.body().values())
                .anySatisfy(detail -> assertThat(detail.value()).isEqualTo(reason));
        assertThat(account.client.poolOperations().existsPool("bad")).isFalse();
    }

    @Test
    void formulas_and_intervals_have_bounds() {
        String good = "$TargetDedicatedNodes = 1;";

        assertThat(refusal(() -> create("long", good + "//" + "x".repeat(8192), null)))
                .isEqualTo("AutoScaleFormulaTooLong");
        assertThat(refusal(() -> create("often", good, Period.minutes(4)))).isEqualTo("InvalidPropertyValue");
        assertThat(refusal(() -> create("seldom", good, Period.hours(169)))).isEqualTo("InvalidPropertyValue");
        assertThat(refusal(() -> create("missing", null, null))).isEqualTo("MissingRequiredProperty");
    }

    @Test
    void a_pool_that_is_being_resized_cannot_begin_to_scale() throws Exception {
        account.close();
        account = new LocalAccount(
                folder.resolve("slow"), options -> options.withClock(clock).withAllocationTime(Duration.ofHours(1)));
        account.client.poolOperations().createPool(aPool("slow").withTargetDedicatedNodes(1));

        assertThat(refusal(() -> enable("slow", "$TargetDedicatedNodes = 2;", null)))
                .isEqualTo("PoolBeingResized");
    }

    @Test
    void a_pool_goes_on_scaling_after_a_restart() throws Exception {
        create("durable", "x = val(vec(1), $CurrentDedicatedNodes); $TargetDedicatedNodes = 1;", Period.minutes(20));
        awaitNodes("durable", 1);
        pass(Duration.ofMinutes(20));
        AutoScaleRun before = pool("durable").autoScaleRun();
        account.close();
        pass(Duration.ofMinutes(15));
        account = new LocalAccount(folder.resolve("account"), options -> options.withClock(clock));
        AutoScaleRun after = pool("durable").autoScaleRun();
        awaitSamples("durable");
        pass(Duration.ofMinutes(5));

        assertThat(before.error().values().get(0).value())
                .isEqualTo("Line 1, Col 8: There is no element 1 in a doubleVec of 1");
        assertThat(after).usingRecursiveComparison().isEqualTo(before);
        assertThat(pool("durable").autoScaleRun().timestamp().getMillis())
                .isEqualTo(before.timestamp().plusMinutes(20).getMillis());
    }

    private void create(String id, String formula, Period interval) throws Exception {
        account.client
                .poolOperations()
                .createPool(aPool(id)
                        .withEnableAutoScale(true)
                        .withAutoScaleFormula(formula)
                        .withAutoScaleEvaluationInterval(interval));
    }

    private void enable(String id, String formula, Period interval) throws Exception {
        account.client.poolOperations().enableAutoScale(id, formula, interval);
    }

    private AutoScaleRun evaluate(String id, String formula) throws Exception {
        return account.client.poolOperations().evaluateAutoScale(id, formula);
    }

    private CloudPool pool(String id) throws Exception {
        return account.client.poolOperations().getPool(id);
    }

    private void awaitNodes(String id, int nodes) throws Exception {
        Await.until(id + " has " + nodes + " nodes", () -> {
            CloudPool pool = pool(id);
            return pool.currentDedicatedNodes() == nodes && pool.allocationState() == AllocationState.STEADY;
        });
    }

    private void awaitSamples(String id) throws Exception {
        Await.until(
                id + " is sampled",
                () -> evaluate(id, "n = $PendingTasks.Count();").results().endsWith(";n=1"));
    }

    /** Lets a little more time pass, since the account's time runs ahead of a clock that stands still. */
    private void pass(Duration time) {
        clock.advance(time.plusSeconds(1));
    }

    private DateTime now() {
        return new DateTime(clock.instant().toEpochMilli());
    }

    private static String refusal(ThrowingCallable call) {
        return error(call).body().code();
    }

    private static BatchErrorException error(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(BatchErrorException.class, call), "It was accepted");
    }
}
