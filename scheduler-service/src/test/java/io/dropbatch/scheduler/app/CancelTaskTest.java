package io.dropbatch.scheduler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.TaskCancelled;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A task whose file was cancelled ends on Batch, whenever it comes there, and the others go on. */
class CancelTaskTest {

    private static final Duration ROUND = Duration.ofSeconds(15);

    private final SchedulerFixture scheduler = new SchedulerFixture(1);

    @Test
    void ends_the_task_alone() {
        Plan plan = scheduler.plannedOfFiles("sum", "1-x", 3);
        scheduler.accepted(plan);
        scheduler.work();

        cancel(plan, 2);
        cancel(plan, 2);

        assertThat(scheduler.compute.endedTasks).containsExactly(SchedulerFixture.job(plan) + "/0-000002");
        assertThat(scheduler.compute.ended).isEmpty();
    }

    @Test
    void ends_a_task_that_comes_to_batch_later() {
        Plan running = scheduler.planned("sum", "d1", 2);
        Plan queued = scheduler.plannedOfFiles("sum", "1-x", 3);
        scheduler.accepted(running);
        scheduler.accepted(queued);
        scheduler.work();

        cancel(queued, 3);
        SchedulerFixture other = scheduler.restarted();
        other.pools(ROUND);
        assertThat(scheduler.compute.endedTasks).isEmpty();
        other.verified(running, 0, true);
        other.work();
        other.pools(ROUND);

        assertThat(scheduler.compute.endedTasks).containsExactly(SchedulerFixture.job(queued) + "/0-000003");
    }

    @Test
    void keeps_a_task_in_mind_whose_job_is_not_known_yet() {
        Plan plan = scheduler.plannedOfFiles("sum", "1-x", 3);

        cancel(plan, 1);
        scheduler.pools(ROUND);
        scheduler.accepted(plan);
        scheduler.work();
        scheduler.pools(ROUND);

        assertThat(scheduler.compute.endedTasks).containsExactly(SchedulerFixture.job(plan) + "/0-000001");
    }

    @Test
    void asks_again_if_batch_cannot_end_the_task_now_and_no_more_once_it_has() {
        Plan plan = scheduler.plannedOfFiles("sum", "1-x", 3);
        scheduler.accepted(plan);
        scheduler.work();
        scheduler.compute.answersToTasksEnd.add(InMemoryCompute.throttled());
        scheduler.compute.answersToTasksEnd.add(InMemoryCompute.throttled());

        cancel(plan, 2);
        scheduler.pools(ROUND);
        assertThat(scheduler.compute.endedTasks).isEmpty();
        scheduler.pools(ROUND);
        assertThat(scheduler.compute.endedTasks).hasSize(1);
        scheduler.compute.endedTasks.clear();
        scheduler.pools(ROUND);

        assertThat(scheduler.compute.endedTasks).isEmpty();
    }

    @Test
    void a_task_that_batch_does_not_end_keeps_no_other_waiting() {
        Plan plan = scheduler.plannedOfFiles("sum", "1-x", 400);
        scheduler.accepted(plan);
        scheduler.work();
        String last = SchedulerFixture.job(plan) + "/" + TaskId.of(0, 399);
        scheduler.compute.tasksThatGoOn = task -> true;
        for (int task = 1; task <= 399; task++) {
            cancel(plan, task);
        }
        scheduler.compute.tasksThatGoOn = task -> !task.equals(last);

        for (int round = 1; round <= 50 && scheduler.compute.endedTasks.isEmpty(); round++) {
            scheduler.pools(ROUND);
        }

        assertThat(scheduler.compute.endedTasks).containsExactly(last);
    }

    @Test
    void forgets_the_tasks_of_a_closed_job() {
        Plan plan = scheduler.plannedOfFiles("sum", "1-x", 3);
        scheduler.accepted(plan);
        scheduler.work();
        cancel(plan, 2);
        scheduler.verified(plan, 0, true);
        cancel(plan, 2);
        assertThat(scheduler.cancelledTasks.all()).hasSize(1);

        scheduler.pools(ROUND);

        assertThat(scheduler.cancelledTasks.all()).isEmpty();
    }

    @Test
    void closes_a_job_whose_files_were_cancelled_before_it_was_known() {
        Plan plan = scheduler.plannedOfFiles("sum", "1-x", 2);
        cancel(plan, 1);
        cancel(plan, 2);
        scheduler.accepted(plan);

        scheduler.pools(ROUND);

        assertThat(scheduler.announced(JobClosed.class)).isNotEmpty();
    }

    @Test
    void closes_a_job_of_which_each_file_was_cancelled_before_it_runs() {
        Plan running = scheduler.planned("sum", "d1", 2);
        Plan queued = scheduler.plannedOfFiles("sum", "1-x", 2);
        scheduler.accepted(running);
        scheduler.accepted(queued);
        scheduler.work();

        cancel(queued, 1);
        assertThat(scheduler.announced(JobClosed.class)).isEmpty();
        cancel(queued, 2);
        cancel(queued, 2);
        scheduler.verified(running, 0, true);
        scheduler.work();

        assertThat(scheduler.announced(JobClosed.class))
                .filteredOn(closed -> closed.submission().equals(queued.submission()))
                .isNotEmpty()
                .allSatisfy(closed -> assertThat(closed.failure().code()).isEqualTo(FailureCode.CANCELLED));
        assertThat(scheduler.compute.jobs).containsOnlyKeys(SchedulerFixture.job(running));
        scheduler.pools(ROUND);
        assertThat(scheduler.cancelledTasks.all()).isEmpty();
    }

    private void cancel(Plan plan, int task) {
        CancelRequest request = new CancelRequest("ann", CancelRequest.Route.API, scheduler.clock.instant());
        scheduler.react(scheduler.cancelTask.cancelled(
                new TaskCancelled(plan.submission(), "sum", SchedulerFixture.job(plan), TaskId.of(0, task), request)));
    }
}
