package io.dropbatch.scheduler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobMetered;
import io.dropbatch.model.event.JobQuoted;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.CostReceipt;
import io.dropbatch.scheduler.app.port.JobActivity;
import io.dropbatch.scheduler.domain.cost.NodePrice;
import io.dropbatch.scheduler.domain.cost.PriceTable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs whose pool has four nodes at 0.25 an hour. */
class BudgetTest {

    private static final BigDecimal QUARTER = new BigDecimal("0.25");
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    private final SchedulerFixture scheduler = new SchedulerFixture(
            9, new PriceTable("EUR", Map.of("Standard_D2s_v5", new NodePrice(QUARTER, QUARTER)), null));

    @Test
    void quotes_a_job_when_it_is_accepted() {
        Plan plan = scheduler.planned("sum", "d1", 2, "10");

        scheduler.accepted(plan);

        assertThat(scheduler.announced(JobQuoted.class)).singleElement().satisfies(quoted -> {
            assertThat(quoted.quote().vmSize()).isEqualTo("Standard_D2s_v5");
            assertThat(quoted.quote().nodes()).isEqualTo(4);
            assertThat(quoted.quote().slotsPerNode()).isEqualTo(2);
            assertThat(quoted.quote().currency()).isEqualTo("EUR");
            assertThat(quoted.quote().nodeHour()).isEqualByComparingTo("0.25");
            assertThat(quoted.quote().nodeHours()).isEqualByComparingTo("40");
        });
    }

    @Test
    void refuses_a_budget_where_no_price_is_known_before_anything_is_spent() {
        SchedulerFixture without = new SchedulerFixture(9);
        Plan plan = without.planned("sum", "d1", 2, "10");

        without.accepted(plan);
        without.work();

        assertThat(without.compute.calls).isZero();
        assertThat(without.announced(JobClosed.class)).singleElement().satisfies(closed -> {
            assertThat(closed.failure().code()).isEqualTo(FailureCode.INVALID_WORKLOAD);
            assertThat(closed.failure().message())
                    .contains("limits.budget", "Standard_D2s_v5", "dropbatch.scheduler.prices");
        });
    }

    @Test
    void names_the_pool_also_where_no_price_is_known() {
        SchedulerFixture without = new SchedulerFixture(9);
        Plan plan = without.planned("sum", "d1", 2, (String) null);
        without.accepted(plan);
        without.work();
        without.pools(HALF_HOUR);
        without.verified(plan, 0, true);

        assertThat(without.announced(JobQuoted.class).getFirst().quote().currency())
                .isNull();
        assertThat(without.announced(JobMetered.class)).isEmpty();
    }

    @Test
    void counts_what_a_job_costs_and_gives_a_receipt_at_its_end() {
        Plan plan = running("d1", null);

        scheduler.pools(HALF_HOUR);
        scheduler.pools(HALF_HOUR);
        assertThat(receipt(plan).spent()).isEqualByComparingTo("1");
        scheduler.clock.advance(HALF_HOUR);
        scheduler.verified(plan, 0, true);

        assertThat(receipt(plan).spent()).isEqualByComparingTo("1.5");
        assertThat(receipt(plan).nodeHours()).isEqualByComparingTo("6");
        assertThat(receipt(plan).until()).isEqualTo(scheduler.clock.instant());
        assertThat(scheduler.costs.all()).isEmpty();
    }

    @Test
    void gives_a_receipt_also_to_a_job_that_no_round_has_seen() {
        Plan plan = running("d1", null);
        scheduler.clock.advance(Duration.ofSeconds(9));

        scheduler.verified(plan, 0, true);

        assertThat(receipt(plan).spent()).isEqualByComparingTo("0.0025");
    }

    @Test
    void divides_the_cost_of_a_pool_among_its_jobs() {
        Plan one = running("d1", null);
        Plan two = running("d2", null);

        scheduler.pools(HALF_HOUR);

        assertThat(receipt(one).spent()).isEqualByComparingTo("0.25");
        assertThat(receipt(two).spent()).isEqualByComparingTo("0.25");
    }

    @Test
    void loses_no_cost_and_counts_none_twice_when_the_scheduler_restarts() {
        Plan plan = running("d1", null);
        scheduler.pools(HALF_HOUR);

        SchedulerFixture restarted = scheduler.restarted();
        restarted.pools(HALF_HOUR);
        restarted.pools(Duration.ZERO);

        JobMetered last = restarted.announced(JobMetered.class).getLast();
        assertThat(last.job()).isEqualTo(SchedulerFixture.job(plan));
        assertThat(last.receipt().spent()).isEqualByComparingTo("1");
    }

    @Test
    void divides_the_cost_also_for_a_job_that_closes_right_after_a_restart() {
        Plan one = running("d1", null);
        running("d2", null);

        SchedulerFixture restarted = scheduler.restarted();
        restarted.clock.advance(HALF_HOUR);
        restarted.verified(one, 0, true);

        assertThat(restarted.announced(JobMetered.class).getLast().receipt().spent())
                .isEqualByComparingTo("0.25");
    }

    @Test
    void announces_no_amount_that_nobody_would_notice() {
        running("d1", "100");
        scheduler.pools(Duration.ofHours(2));
        int told = scheduler.announced(JobMetered.class).size();

        scheduler.pools(Duration.ofSeconds(15));
        scheduler.pools(Duration.ofSeconds(15));

        assertThat(scheduler.announced(JobMetered.class)).hasSize(told);
    }

    @Test
    void lets_running_tasks_end_and_then_ends_a_job_whose_budget_is_used_up() {
        Plan plan = running("d1", "1.2");
        Plan other = running("d2", null);
        scheduler.compute.runningTasks = 2;
        scheduler.pools(Duration.ofHours(2));
        assertThat(activity(plan)).isEqualTo(JobActivity.ACTIVE);

        scheduler.pools(Duration.ofHours(1));
        assertThat(activity(plan)).isEqualTo(JobActivity.DRAINING);
        scheduler.pools(Duration.ofSeconds(15));
        assertThat(activity(plan)).isEqualTo(JobActivity.DRAINING);

        scheduler.compute.runningTasks = 0;
        scheduler.pools(Duration.ofSeconds(15));
        assertThat(scheduler.compute.endedAtBudget).containsExactly(SchedulerFixture.job(plan));
        assertThat(activity(other)).isEqualTo(JobActivity.ACTIVE);

        // The monitor sees the end, results-service concludes the job and says so.
        scheduler.verified(plan, 0, false);
        assertThat(receipt(plan).spent()).isGreaterThanOrEqualTo(new BigDecimal("1.2"));
        assertThat(scheduler.jobs.open()).hasSize(1);
    }

    @Test
    void stops_a_job_once_more_after_a_crash_between_the_steps() {
        Plan plan = running("d1", "1");
        scheduler.pools(Duration.ofHours(2));
        assertThat(activity(plan)).isEqualTo(JobActivity.DISABLED);

        SchedulerFixture restarted = scheduler.restarted();
        restarted.pools(Duration.ofSeconds(1));
        restarted.pools(Duration.ofSeconds(1));

        assertThat(scheduler.compute.endedAtBudget).containsExactly(SchedulerFixture.job(plan));
        assertThat(scheduler.crashPoints)
                .containsExactly("scheduler.budget-stop.disabled", "scheduler.budget-stop.terminated");
    }

    private Plan running(String drop, String budget) {
        Plan plan = scheduler.planned("sum", drop, 8, budget);
        scheduler.accepted(plan);
        scheduler.work();
        return plan;
    }

    private JobActivity activity(Plan plan) {
        return scheduler.compute.activity(SchedulerFixture.job(plan));
    }

    private CostReceipt receipt(Plan plan) {
        return scheduler.announced(JobMetered.class).stream()
                .filter(metered -> metered.job().equals(SchedulerFixture.job(plan)))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .receipt();
    }
}
