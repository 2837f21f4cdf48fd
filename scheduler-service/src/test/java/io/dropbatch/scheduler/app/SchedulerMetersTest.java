package io.dropbatch.scheduler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.scheduler.ExampleJobs;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.SchedulerCommand;
import io.dropbatch.scheduler.domain.cost.NodePrice;
import io.dropbatch.scheduler.domain.cost.PriceTable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what is measured of jobs. The triggers of all drops were uploaded at noon. */
class SchedulerMetersTest {

    private static final NodePrice QUARTER = new NodePrice(new BigDecimal("0.25"), new BigDecimal("0.25"));

    private final SchedulerFixture scheduler =
            new SchedulerFixture(1, new PriceTable("EUR", Map.of("Standard_D2s_v5", QUARTER), null));

    @BeforeEach
    void noon() {
        scheduler.clock.advance(Duration.between(scheduler.clock.instant(), ExampleJobs.NOON));
    }

    @Test
    void measures_once_how_long_it_takes_from_a_drop_to_its_job() {
        Plan plan = scheduler.planned("sum", "d1", 10);
        scheduler.clock.advance(Duration.ofSeconds(4));

        scheduler.accepted(plan);
        SchedulerCommand.HandOverSlice first = scheduler.queue.getFirst();
        scheduler.clock.advance(Duration.ofSeconds(3));
        scheduler.work();
        scheduler.clock.advance(Duration.ofSeconds(20));
        scheduler.react(scheduler.submit.submit(first));
        scheduler.accepted(plan);
        scheduler.work();

        assertThat(timer("dropbatch.drop.to.job").count()).isEqualTo(1);
        assertThat(timer("dropbatch.drop.to.job").totalTime(TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(timer("dropbatch.job.queue.wait").count()).isEqualTo(1);
        assertThat(timer("dropbatch.job.queue.wait").totalTime(TimeUnit.SECONDS))
                .isZero();
        assertThat(counted("dropbatch.tasks.submitted", "workload", "sum")).isEqualTo(10);
        assertThat(counted("dropbatch.events.absorbed", "handler", "scheduler.onSubmission", "kind", "duplicate"))
                .isEqualTo(1);
    }

    @Test
    void measures_the_job_when_it_came_to_batch_though_its_tasks_came_later() {
        Plan plan = scheduler.planned("sum", "d1", 3);
        scheduler.accepted(plan);
        scheduler.clock.advance(Duration.ofSeconds(2));
        scheduler.compute.nextAnswers.add(BatchAnswer.done());
        scheduler.compute.nextAnswers.add(BatchAnswer.done());
        scheduler.compute.nextAnswers.add(InMemoryCompute.throttled());
        scheduler.work();
        assertThat(timer("dropbatch.drop.to.job").count()).isZero();

        scheduler.clock.advance(Duration.ofSeconds(30));
        scheduler.work();

        assertThat(timer("dropbatch.drop.to.job").count()).isEqualTo(1);
        assertThat(timer("dropbatch.drop.to.job").totalTime(TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(counted("dropbatch.tasks.submitted", "workload", "sum")).isEqualTo(3);
    }

    @Test
    void shows_where_the_jobs_are_and_how_long_they_wait() {
        Plan first = scheduler.planned("sum", "d1", 3);
        Plan second = scheduler.planned("render", "d2", 3);
        scheduler.accepted(first);
        scheduler.accepted(second);
        assertThat(jobs("submitting")).isEqualTo(1);
        assertThat(jobs("queued")).isEqualTo(1);

        scheduler.work();
        scheduler.clock.advance(Duration.ofSeconds(90));

        assertThat(jobs("submitting")).isZero();
        assertThat(jobs("running")).isEqualTo(1);
        assertThat(gauge("dropbatch.jobs.waiting", "reason", "quota")).isEqualTo(1);
        assertThat(gauge("dropbatch.jobs.oldest.waiting")).isEqualTo(90);
        assertThat(gauge("dropbatch.active.jobs")).isEqualTo(1);
        assertThat(gauge("dropbatch.active.jobs.limit")).isEqualTo(1);

        scheduler.verified(first, 0, true);
        scheduler.work();

        assertThat(jobs("queued")).isZero();
        assertThat(gauge("dropbatch.jobs.oldest.waiting")).isZero();
        assertThat(counted("dropbatch.jobs.closed", "workload", "sum", "outcome", "ended"))
                .isEqualTo(1);
        assertThat(scheduler
                        .meters
                        .get("dropbatch.job.queue.wait")
                        .tag("workload", "render")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(90);
    }

    @Test
    void counts_a_job_that_can_never_run_by_its_code() {
        Plan plan = scheduler.planned("sum", "d1", 3);
        scheduler.compute.nextAnswers.add(InMemoryCompute.never());

        scheduler.accepted(plan);
        scheduler.work();
        scheduler.accepted(plan);

        assertThat(counted("dropbatch.jobs.closed", "workload", "sum", "outcome", "invalid-workload"))
                .isEqualTo(1);
        assertThat(counted("dropbatch.jobs.closed")).isEqualTo(1);
        assertThat(timer("dropbatch.drop.to.job").count()).isZero();
        assertThat(counted("dropbatch.events.absorbed", "handler", "scheduler.onSubmission", "kind", "late"))
                .isEqualTo(1);
    }

    @Test
    void counts_what_jobs_cost_also_at_their_end_and_who_was_stopped_at_the_budget() {
        Plan plan = scheduler.planned("sum", "d1", 8, "1");
        scheduler.accepted(plan);
        scheduler.work();

        scheduler.pools(Duration.ofHours(1));
        assertThat(counted("dropbatch.job.cost", "workload", "sum")).isEqualTo(1);
        assertThat(counted("dropbatch.budget.stops", "workload", "sum")).isEqualTo(1);
        scheduler.clock.advance(Duration.ofMinutes(30));
        scheduler.verified(plan, 0, true);

        assertThat(counted("dropbatch.job.cost", "workload", "sum")).isEqualTo(1.5);
        assertThat(counted("dropbatch.budget.stops", "workload", "sum")).isEqualTo(1);
    }

    @Test
    void counts_a_slice_that_only_the_sweep_set_going() {
        Plan plan = scheduler.planned("sum", "d1", 3);
        scheduler.accepted(plan);
        scheduler.queue.clear();
        scheduler.clock.advance(Duration.ofSeconds(21));

        scheduler.pulse();
        scheduler.work();

        assertThat(counted("dropbatch.sweep.recoveries", "sweep", "jobs")).isEqualTo(1);
    }

    @Test
    void counts_what_the_clean_up_does() {
        Plan plan = scheduler.planned("sum", "d1", 3);
        scheduler.accepted(plan);
        scheduler.work();
        scheduler.jobs.close(scheduler.jobs.open().getFirst().job().closed(null, scheduler.clock.instant(), null));
        scheduler.clock.advance(Duration.ofMinutes(11));

        scheduler.reconciler.cleanUp();
        scheduler.clock.advance(Duration.ofHours(25));
        scheduler.reconciler.cleanUp();

        assertThat(counted("dropbatch.jobs.janitored", "action", "stray-ended")).isEqualTo(1);
        assertThat(counted("dropbatch.jobs.janitored", "action", "old-deleted")).isEqualTo(1);
    }

    @Test
    void shows_the_objective() {
        assertThat(gauge("dropbatch.objective", "objective", "drop-to-job")).isEqualTo(30);
    }

    private double counted(String name, String... labels) {
        return scheduler.meters.find(name).tags(labels).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double jobs(String state) {
        return gauge("dropbatch.jobs", "state", state);
    }

    private double gauge(String name, String... labels) {
        return scheduler.meters.get(name).tags(labels).gauge().value();
    }

    private Timer timer(String name) {
        return scheduler.meters.get(name).tag("workload", "sum").timer();
    }
}
