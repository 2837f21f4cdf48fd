package io.dropbatch.monitor.app;

import static io.dropbatch.monitor.ExampleWatches.JOB;
import static io.dropbatch.monitor.ExampleWatches.POOL;
import static io.dropbatch.monitor.ExampleWatches.aJob;
import static io.dropbatch.monitor.ExampleWatches.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.JobStarted;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.monitor.domain.failure.BatchProblem;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.NodePreparation;
import io.dropbatch.monitor.domain.failure.PoolCondition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StuckJobsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final MonitorFixture fixture = new MonitorFixture();

    @BeforeEach
    void given_a_job_whose_tasks_wait() {
        fixture.batch.running = 0;
        fixture.batch.active = 2;
        fixture.watchJob.scheduled(aJob(2));
    }

    @Test
    void a_healthy_wait_says_nothing() {
        fixture.pass(Duration.ofHours(2));

        assertThat(fixture.announced).isEmpty();
    }

    @Test
    void a_failed_preparation_ends_the_level_in_the_words_of_its_script() {
        fixture.batch.preparations.add(failedPreparation());
        fixture.batch.outputs.put(
                "node-1",
                "dropbatch: application-missing: the application 'a/1' is empty\n".getBytes(StandardCharsets.UTF_8));

        fixture.pass(SOON);

        Failure failure = theFailure();
        assertThat(failure.code()).isEqualTo(FailureCode.APPLICATION_MISSING);
        assertThat(failure.message()).isEqualTo("the application 'a/1' is empty");
    }

    @Test
    void a_failed_preparation_on_one_node_does_not_end_what_runs_on_another() {
        fixture.batch.preparations.add(failedPreparation());
        fixture.batch.running = 1;

        fixture.pass(SOON);

        assertThat(fixture.announced)
                .extracting(event -> (Object) event.getClass())
                .containsExactly(JobStarted.class);
    }

    @Test
    void a_job_that_is_gone_was_cancelled() {
        fixture.timetable.runDue();
        fixture.batch.jobs.clear();

        fixture.pass(SOON);

        assertThat(theFailure().code()).isEqualTo(FailureCode.CANCELLED);
    }

    @Test
    void a_job_that_somebody_terminated_was_cancelled() {
        fixture.batch.jobs.put(JOB, new JobCondition.Ended("UserTerminate"));

        fixture.pass(SOON);

        assertThat(theFailure().code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(theFailure().message()).contains("UserTerminate");
    }

    @Test
    void a_job_that_ran_out_of_time_is_a_timeout() {
        fixture.batch.jobs.put(JOB, new JobCondition.OutOfTime());

        fixture.pass(SOON);

        assertThat(theFailure().code()).isEqualTo(FailureCode.TIMEOUT);
    }

    @Test
    void a_pool_without_nodes_is_told_once_and_given_up_in_the_end() {
        BatchProblem quota = BatchProblem.of(FailureCode.QUOTA, "AccountCoreQuotaReached", "no cores left");
        fixture.batch.pools.put(POOL, new PoolCondition(POOL, false, 0, 4, 0, List.of(quota), null));

        fixture.pass(Duration.ofMinutes(62));

        assertThat(fixture.announced(JobStuck.class))
                .singleElement()
                .satisfies(stuck -> assertThat(stuck.reason().code()).isEqualTo(FailureCode.QUOTA));
        assertThat(theFailure().message()).contains("no cores left").contains("60 minutes");
    }

    @Test
    void a_pool_that_is_asked_for_nodes_again_and_again_is_told_once_and_given_up_in_the_end() {
        BatchProblem none = BatchProblem.of(FailureCode.CAPACITY, "AllocationTimedout", "no nodes in this region");
        for (int minute = 0; minute < 70; minute += 7) {
            fixture.batch.pools.put(POOL, new PoolCondition(POOL, true, 0, 4, 0, List.of(), null));
            fixture.pass(Duration.ofMinutes(5));
            fixture.batch.pools.put(POOL, new PoolCondition(POOL, false, 0, 4, 0, List.of(none), null));
            fixture.pass(Duration.ofMinutes(2));
        }

        assertThat(fixture.announced(JobStuck.class))
                .singleElement()
                .satisfies(stuck -> assertThat(stuck.reason().message()).contains("no nodes in this region"));
        assertThat(theFailure().code()).isEqualTo(FailureCode.CAPACITY);
        assertThat(theFailure().message()).contains("no nodes in this region", "60 minutes");
    }

    @Test
    void a_reason_that_was_seen_for_a_moment_is_told_while_nodes_are_asked_for_again() {
        BatchProblem none = BatchProblem.of(FailureCode.CAPACITY, "AllocationTimedout", "no nodes in this region");
        fixture.batch.pools.put(POOL, new PoolCondition(POOL, false, 0, 4, 0, List.of(none), null));
        fixture.pass(SOON);
        fixture.batch.pools.put(POOL, new PoolCondition(POOL, true, 0, 4, 0, List.of(), null));

        fixture.pass(Duration.ofMinutes(1));

        assertThat(fixture.announced(JobStuck.class))
                .singleElement()
                .satisfies(stuck -> assertThat(stuck.reason().message()).contains("no nodes in this region"));
    }

    @Test
    void a_pool_whose_nodes_are_on_their_way_for_the_first_time_is_not_stuck() {
        fixture.batch.pools.put(POOL, new PoolCondition(POOL, true, 0, 4, 0, List.of(), null));

        fixture.pass(Duration.ofMinutes(5));

        assertThat(fixture.announced).isEmpty();
    }

    @Test
    void a_pool_that_recovers_is_forgiven() {
        fixture.batch.pools.put(POOL, new PoolCondition(POOL, false, 0, 4, 0, List.of(), null));
        fixture.pass(Duration.ofMinutes(30));
        fixture.batch.pools.put(POOL, new PoolCondition(POOL, false, 4, 4, 4, List.of(), null));
        fixture.pass(Duration.ofMinutes(1));
        fixture.batch.end(succeeded(1), succeeded(2));

        fixture.pass(Duration.ofMinutes(1));

        assertThat(fixture.announced(JobStuck.class)).hasSize(1);
        assertThat(fixture.announced(LevelCompleted.class))
                .singleElement()
                .satisfies(level -> assertThat(level.failure()).isNull());
    }

    @Test
    void a_job_that_stops_at_its_budget_is_not_stuck_and_fails_for_that_reason() {
        fixture.batch.jobs.put(JOB, new JobCondition.Stopping());
        fixture.pass(Duration.ofMinutes(20));
        assertThat(fixture.announced(JobStuck.class)).isEmpty();

        fixture.batch.jobs.put(JOB, new JobCondition.OutOfBudget());
        fixture.pass(SOON);

        assertThat(fixture.announced(LevelCompleted.class)).singleElement().satisfies(level -> {
            assertThat(level.failure().code()).isEqualTo(FailureCode.BUDGET);
            assertThat(level.failure().message()).contains("limits.budget");
        });
    }

    @Test
    void a_disabled_job_says_so() {
        fixture.batch.jobs.put(JOB, new JobCondition.Disabled());

        fixture.pass(Duration.ofMinutes(1));

        assertThat(fixture.announced(JobStuck.class))
                .singleElement()
                .satisfies(stuck -> assertThat(stuck.reason().message()).contains("disabled"));
    }

    @Test
    void a_job_that_pauses_is_neither_stuck_nor_given_up() {
        fixture.batch.jobs.put(JOB, new JobCondition.Paused());

        fixture.pass(Duration.ofHours(3));

        assertThat(fixture.announced(JobStuck.class)).isEmpty();
        assertThat(fixture.announced(LevelCompleted.class)).isEmpty();
    }

    private Failure theFailure() {
        assertThat(fixture.announced(LevelCompleted.class)).hasSize(1);
        return fixture.announced(LevelCompleted.class).getFirst().failure();
    }

    private static NodePreparation failedPreparation() {
        return new NodePreparation(POOL, "node-1", NodePreparation.State.FAILED, 70, "x", null);
    }
}
