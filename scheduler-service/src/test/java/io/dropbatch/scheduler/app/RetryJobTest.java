package io.dropbatch.scheduler.app;

import static io.dropbatch.scheduler.ExampleJobs.merge;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.CarriedTasks;
import io.dropbatch.scheduler.app.port.SchedulerCommand.HandOverSlice;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryJobTest {

    private final SchedulerFixture scheduler = new SchedulerFixture(1);

    @Test
    void puts_only_the_tasks_on_batch_that_are_not_taken_over() {
        Plan plan = failed(scheduler.planned("sum", "d1", 10));

        JobId job = scheduler.retried(plan, 0, 1, 2, 3, 4, 5, 6, 8, 9);
        assertThat(scheduler.queue).extracting(HandOverSlice::opening).containsExactly(false);
        scheduler.work();

        assertThat(scheduler.compute.tasks.get(job)).containsOnlyKeys("0-000007", "0-000010");
        assertThat(scheduled(job)).satisfies(event -> {
            assertThat(event.tasks()).isEqualTo(10);
            assertThat(event.carried()).isEqualTo(new CarriedTasks(0, 8));
            assertThat(event.carriedTasks()).isEqualTo(8);
        });
        assertThat(scheduler.announced(JobScheduled.class).getFirst().carried()).isNull();
    }

    @Test
    void puts_three_of_a_thousand_tasks_on_batch_if_three_have_failed() {
        Plan plan = failed(scheduler.planned("sum", "d1", 1000));
        Integer[] sound = IntStream.rangeClosed(1, 1000)
                .filter(index -> index != 7 && index != 500 && index != 1000)
                .boxed()
                .toArray(Integer[]::new);

        JobId job = scheduler.retried(plan, 0, sound);
        scheduler.work();

        assertThat(scheduler.compute.tasks.get(job)).containsOnlyKeys("0-000007", "0-000500", "0-001000");
        assertThat(scheduled(job).carriedTasks()).isEqualTo(997);
    }

    @Test
    void begins_with_a_merge_level_and_leaves_its_lists_out_too() {
        Plan plan = failed(scheduler.planned("sum", "d1", 6, merge(2)));

        JobId job = scheduler.retried(plan, 1, 1, 3);
        assertThat(scheduler.queue).extracting(HandOverSlice::opening).containsExactly(true);
        scheduler.work();

        assertThat(scheduler.compute.jobs).containsKey(job);
        assertThat(scheduler.compute.tasks.get(job)).containsOnlyKeys("1-000002");
        assertThat(list(job, "1-000002")).contains("0-000003", "0-000004").doesNotContain("0-000002", "0-000005");
        assertThat(scheduler.system.read(SystemLayout.mergeList(job, "1-000001")))
                .isEmpty();
        assertThat(scheduled(job).level()).isEqualTo(1);
    }

    @Test
    void waits_for_its_turn_and_is_one_job_however_often_it_is_announced() {
        Plan plan = failed(scheduler.planned("sum", "d1", 3));
        Plan other = scheduler.planned("sum", "d2", 2);
        scheduler.accepted(other);
        scheduler.work();

        JobId job = scheduler.retried(plan, 0, 1, 2);
        scheduler.retried(plan, 0, 1, 2);
        scheduler.work();
        assertThat(scheduler.compute.jobs).doesNotContainKey(job);
        scheduler.verified(other, 0, true);
        scheduler.retried(plan, 0, 1, 2);
        scheduler.work();

        assertThat(scheduler.compute.tasks.get(job)).containsOnlyKeys("0-000003");
    }

    @Test
    void goes_on_in_another_process_with_the_same_tasks() {
        Plan plan = failed(scheduler.planned("sum", "d1", 9));
        JobId job = scheduler.retried(plan, 0, 2, 4, 6, 8);
        SchedulerFixture restarted = scheduler.restarted();
        scheduler.queue.forEach(step -> restarted.react(restarted.submit.submit(step)));
        restarted.work();

        assertThat(restarted.compute.tasks.get(job))
                .containsOnlyKeys(IntStream.of(1, 3, 5, 7, 9)
                        .mapToObj("0-00000%d"::formatted)
                        .toArray(String[]::new));
    }

    @Test
    void does_not_start_if_it_was_cancelled_before_it_was_announced() {
        Plan plan = failed(scheduler.planned("sum", "d1", 3));
        JobId job = JobId.of(plan.submission(), 2);
        CancelRequest request = new CancelRequest("ann", CancelRequest.Route.API, scheduler.clock.instant());
        scheduler.react(scheduler.cancel.cancelled(
                new JobCancelled(plan.submission(), "sum", job, request, scheduler.clock.instant())));

        scheduler.retried(plan, 0, 1);
        scheduler.work();

        assertThat(scheduler.compute.jobs).doesNotContainKey(job);
    }

    @Test
    void a_split_that_is_taken_over_does_not_run_and_pool_and_job_come_with_the_map() {
        Plan first = scheduler.toBeSplit("cut", "d1", null);
        scheduler.accepted(first);
        scheduler.work();
        scheduler.verified(first, 0, true);
        Plan map = scheduler.mapPlanned(first, 7);
        scheduler.react(scheduler.beginMap.planned(planned(map, SchedulerFixture.job(map))));
        scheduler.work();
        scheduler.verified(map, 1, false);

        JobId job = scheduler.retried(map, 1, 1, 2, 4, 5, 6);
        scheduler.work();

        assertThat(scheduler.compute.jobs).containsKey(job);
        assertThat(scheduler.compute.tasks.get(job)).containsOnlyKeys("1-000003", "1-000007");
        assertThat(scheduled(job)).satisfies(event -> {
            assertThat(event.level()).isEqualTo(1);
            assertThat(event.levels()).containsExactly(1, 7);
            assertThat(event.mapLevel()).isEqualTo(1);
            assertThat(event.carried()).isEqualTo(new CarriedTasks(1, 5));
        });
    }

    @Test
    void a_split_that_failed_runs_again_and_the_whole_map_follows() {
        Plan first = failed(scheduler.toBeSplit("cut", "d1", null));

        JobId job = scheduler.retried(first, 0);
        scheduler.work();

        assertThat(scheduler.compute.tasks.get(job)).containsOnlyKeys("0-000001");
        Plan map = scheduler.mapPlanned(first, 2);
        scheduler.react(scheduler.beginMap.planned(planned(map, job)));
        scheduler.work();
        assertThat(scheduler.compute.tasks.get(job)).containsOnlyKeys("0-000001", "1-000001", "1-000002");
        assertThat(scheduled(job).levels()).containsExactly(1, 2);
        assertThat(scheduled(job).carriedTasks()).isZero();
    }

    private static SplitPlanned planned(Plan map, JobId job) {
        return new SplitPlanned(
                map.submission(),
                "cut",
                job,
                SystemLayout.mapPlan(map.submission()),
                map.levels(),
                map.mapLevel(),
                map.mapTasks(),
                5);
    }

    /** The first attempt has run and is closed. */
    private Plan failed(Plan plan) {
        scheduler.accepted(plan);
        scheduler.work();
        scheduler.verified(plan, 0, false);
        assertThat(scheduler.announced(JobClosed.class)).hasSize(1);
        return plan;
    }

    private JobScheduled scheduled(JobId job) {
        return scheduler.announced(JobScheduled.class).stream()
                .filter(event -> event.job().equals(job))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private String list(JobId job, String task) {
        byte[] list = scheduler
                .system
                .read(SystemLayout.mergeList(job, task))
                .orElseThrow()
                .bytes();
        return new String(list, StandardCharsets.UTF_8);
    }
}
