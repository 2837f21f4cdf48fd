package io.dropbatch.scheduler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.scheduler.app.port.SchedulerCommand;
import org.junit.jupiter.api.Test;

class CancelJobTest {

    private final SchedulerFixture scheduler = new SchedulerFixture(1);

    @Test
    void ends_a_running_job_and_lets_the_next_one_start() {
        Plan running = scheduler.planned("sum", "d1", 2);
        Plan next = scheduler.planned("sum", "d2", 2);
        scheduler.accepted(running);
        scheduler.work();
        scheduler.accepted(next);
        scheduler.work();
        assertThat(scheduler.compute.jobs).containsOnlyKeys(SchedulerFixture.job(running));

        cancel(running);
        scheduler.work();

        assertThat(scheduler.compute.ended).containsOnlyKeys(SchedulerFixture.job(running));
        assertThat(scheduler.compute.jobs).containsKey(SchedulerFixture.job(next));
        assertThat(scheduler.crashPoints).containsExactly("scheduler.close.terminated");
    }

    @Test
    void takes_a_queued_job_out_of_the_queue() {
        Plan running = scheduler.planned("sum", "d1", 2);
        Plan queued = scheduler.planned("sum", "d2", 2);
        scheduler.accepted(running);
        scheduler.accepted(queued);
        scheduler.work();

        cancel(queued);
        scheduler.verified(running, 0, true);
        scheduler.work();

        assertThat(scheduler.compute.jobs).containsOnlyKeys(SchedulerFixture.job(running));
    }

    @Test
    void keeps_a_job_from_starting_whose_acceptance_comes_later() {
        Plan plan = scheduler.planned("sum", "d1", 2);

        cancel(plan);
        scheduler.accepted(plan);
        scheduler.work();

        assertThat(scheduler.compute.jobs).isEmpty();
        assertThat(scheduler.announced(JobClosed.class)).isNotEmpty().allMatch(closed -> closed.failure() == null);
    }

    @Test
    void a_slice_that_is_handed_over_after_the_end_leaves_no_job_on_batch() {
        Plan plan = scheduler.planned("sum", "d1", 10);
        scheduler.accepted(plan);
        SchedulerCommand.HandOverSlice first = scheduler.queue.getFirst();
        scheduler.work();
        scheduler.compute.ended.clear();
        scheduler.jobs.close(scheduler.jobs.open().getFirst().job().closed(null, scheduler.clock.instant(), null));

        scheduler.react(scheduler.submit.submit(first));

        assertThat(scheduler.compute.ended).containsOnlyKeys(SchedulerFixture.job(plan));
    }

    @Test
    void a_second_cancellation_changes_nothing() {
        Plan plan = scheduler.planned("sum", "d1", 2);
        scheduler.accepted(plan);
        scheduler.work();

        cancel(plan);
        int closed = scheduler.announced(JobClosed.class).size();
        cancel(plan);

        assertThat(scheduler.announced(JobClosed.class))
                .hasSize(closed + 1)
                .allSatisfy(event -> assertThat(event.id())
                        .isEqualTo(
                                scheduler.announced(JobClosed.class).getFirst().id()));
    }

    private void cancel(Plan plan) {
        CancelRequest request = new CancelRequest("ann", CancelRequest.Route.API, scheduler.clock.instant());
        scheduler.react(scheduler.cancel.cancelled(new JobCancelled(
                plan.submission(),
                plan.workload().name().value(),
                SchedulerFixture.job(plan),
                request,
                scheduler.clock.instant())));
    }
}
