package io.dropbatch.scheduler.app;

import static io.dropbatch.scheduler.ExampleJobs.merge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.SplitRefused;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.planning.task.ContainerRole;
import io.dropbatch.planning.task.FileSource;
import io.dropbatch.planning.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A job whose drop is split first: its map level begins when it is planned. */
class SplitJobTest {

    private final SchedulerFixture scheduler = new SchedulerFixture(2);

    @Test
    void one_task_splits_the_drop_with_a_command_of_its_own() {
        Plan plan = scheduler.toBeSplit("cut", "d1", merge(4));

        scheduler.accepted(plan);
        scheduler.work();

        assertThat(scheduler.tasks(plan)).containsExactly("0-000001");
        TaskSpec split = task(plan, "0-000001");
        assertThat(split.environment())
                .containsEntry("DROPBATCH_LEVEL", "0")
                .containsEntry("TASK_COUNT", "1")
                .containsEntry("DROPBATCH_COMMAND", "cut-it")
                .containsEntry("DROPBATCH_OUTPUTS", "parts/*")
                .containsEntry("DROPBATCH_INPUTS", "ab".repeat(32) + " in-1.csv");
        assertThat(split.files())
                .containsExactly(
                        new FileSource.OneBlob(ContainerRole.INBOX, "cut/d1/in-1.csv", "_dropbatch/in/in-1.csv"));
        assertThat(scheduler.compute.jobs.get(SchedulerFixture.job(plan)).environment())
                .containsEntry("DROPBATCH_MAP_LEVEL", "1");
        assertThat(scheduler.announced(JobScheduled.class)).singleElement().satisfies(job -> {
            assertThat(job.levels()).containsExactly(1, 1, 1);
            assertThat(job.mapLevel()).isEqualTo(1);
        });
    }

    @Test
    void a_verified_split_waits_for_the_plan_of_the_map() {
        Plan plan = split();

        scheduler.verified(plan, 0, true);
        scheduler.work();
        scheduler.pulse();
        scheduler.work();

        assertThat(scheduler.tasks(plan)).containsExactly("0-000001");
        assertThat(scheduler.announced(JobClosed.class)).isEmpty();
    }

    @Test
    void the_tasks_of_the_map_read_what_the_split_wrote() {
        Plan plan = split();
        scheduler.verified(plan, 0, true);
        Plan map = scheduler.mapPlanned(plan, 7);

        scheduler.react(scheduler.beginMap.planned(planned(map)));
        scheduler.work();

        assertThat(scheduler.tasks(plan)).hasSize(1 + 7).contains("1-000001", "1-000007");
        TaskSpec first = task(plan, "1-000001");
        assertThat(first.environment())
                .containsEntry("DROPBATCH_LEVEL", "1")
                .containsEntry("TASK_INDEX", "1")
                .containsEntry("TASK_COUNT", "7")
                .doesNotContainKey("DROPBATCH_COMMAND");
        assertThat(first.files())
                .containsExactly(new FileSource.OneBlob(
                        ContainerRole.OUTPUTS, "base/run/out/in-1.csv", "_dropbatch/in/in-1.csv"));
        assertThat(scheduler.announced(JobScheduled.class).getLast().levels()).containsExactly(1, 7, 2, 1);
        assertThat(scheduler.announced(JobScheduled.class).getLast().mapLevel()).isEqualTo(1);
    }

    @Test
    void merges_follow_on_the_map() {
        Plan map = begun(10);

        scheduler.verified(map, 1, true);
        scheduler.work();
        scheduler.verified(map, 2, true);
        scheduler.work();
        scheduler.verified(map, 3, true);

        assertThat(scheduler.tasks(map)).hasSize(1 + 10 + 3 + 1).contains("2-000003", "3-000001");
        assertThat(scheduler.announced(JobClosed.class))
                .singleElement()
                .satisfies(closed -> assertThat(closed.failure()).isNull());
    }

    @Test
    void only_tasks_of_the_map_may_be_missing_when_it_is_merged() {
        Plan map = begun(10);

        scheduler.verifiedWithout(map, 3);
        scheduler.work();

        assertThat(list(map, "2-000001").lines())
                .extracting(line -> line.replaceFirst(".*\t", ""))
                .containsExactly("1-000001/out.txt", "1-000002/out.txt", "1-000004/out.txt");
    }

    @Test
    void a_repeated_message_changes_nothing() {
        Plan map = begun(7);
        int tasks = scheduler.tasks(map).size();
        int calls = scheduler.compute.calls;

        scheduler.react(scheduler.beginMap.planned(planned(map)));
        scheduler.verified(map, 0, true);
        scheduler.work();

        assertThat(scheduler.tasks(map)).hasSize(tasks);
        assertThat(scheduler.compute.calls).isEqualTo(calls);
        assertThat(scheduler.announced(JobScheduled.class).stream()
                        .map(JobScheduled::id)
                        .distinct())
                .hasSize(2);
    }

    @Test
    void another_process_goes_on_with_the_map() {
        Plan plan = split();
        scheduler.verified(plan, 0, true);
        Plan map = scheduler.mapPlanned(plan, 7);
        SchedulerFixture restarted = scheduler.restarted();

        restarted.react(restarted.beginMap.planned(planned(map)));
        restarted.work();

        assertThat(restarted.tasks(plan)).hasSize(1 + 7);
    }

    @Test
    void a_refused_map_closes_the_job_with_the_reason() {
        Plan plan = split();
        scheduler.verified(plan, 0, true);
        Failure failure = Failure.of(FailureCode.QUOTA, "The drop makes 9 tasks.");
        SplitRefused refused = new SplitRefused(plan.submission(), "cut", SchedulerFixture.job(plan), failure);

        scheduler.react(scheduler.beginMap.refused(refused));
        scheduler.react(scheduler.beginMap.refused(refused));

        assertThat(scheduler.announced(JobClosed.class))
                .extracting(JobClosed::failure)
                .containsExactly(failure, failure);
        assertThat(scheduler.compute.ended).containsOnlyKeys(SchedulerFixture.job(plan));
    }

    @Test
    void a_map_that_batch_cannot_take_closes_the_job_before_its_first_task() {
        Plan plan = split();
        scheduler.verified(plan, 0, true);
        Plan map = scheduler.mapPlanned(plan, 7);
        Failure failure = Failure.of(FailureCode.QUOTA, "too many files");
        scheduler.compute.objections = task -> task.id().level() == 1 ? Optional.of(failure) : Optional.empty();

        scheduler.react(scheduler.beginMap.planned(planned(map)));
        scheduler.work();

        assertThat(scheduler.tasks(plan)).containsExactly("0-000001");
        assertThat(scheduler.announced(JobClosed.class).getLast().failure()).isEqualTo(failure);
    }

    @Test
    void a_plan_of_a_job_that_was_closed_meanwhile_starts_nothing() {
        Plan plan = split();
        scheduler.verified(plan, 0, false);
        Plan map = scheduler.mapPlanned(plan, 7);

        scheduler.react(scheduler.beginMap.planned(planned(map)));
        scheduler.work();

        assertThat(scheduler.tasks(plan)).containsExactly("0-000001");
    }

    @Test
    void a_plan_that_comes_too_early_is_delivered_again() {
        Plan plan = scheduler.toBeSplit("cut", "d1", null);
        scheduler.accepted(plan);
        Plan map = scheduler.mapPlanned(plan, 7);

        assertThatThrownBy(() -> scheduler.beginMap.planned(planned(map)))
                .hasMessage("the map level was planned before the job had split the drop");
    }

    private Plan split() {
        Plan plan = scheduler.toBeSplit("cut", "d1", merge(4));
        scheduler.accepted(plan);
        scheduler.work();
        return plan;
    }

    private Plan begun(int tasks) {
        Plan plan = split();
        scheduler.verified(plan, 0, true);
        Plan map = scheduler.mapPlanned(plan, tasks);
        scheduler.react(scheduler.beginMap.planned(planned(map)));
        scheduler.work();
        return map;
    }

    private static SplitPlanned planned(Plan map) {
        return new SplitPlanned(
                map.submission(),
                "cut",
                SchedulerFixture.job(map),
                SystemLayout.mapPlan(map.submission()),
                map.levels(),
                map.mapLevel(),
                map.mapTasks(),
                5);
    }

    private TaskSpec task(Plan plan, String id) {
        return scheduler.compute.tasks.get(SchedulerFixture.job(plan)).get(id);
    }

    private String list(Plan plan, String task) {
        byte[] list = scheduler
                .system
                .read(SystemLayout.mergeList(SchedulerFixture.job(plan), task))
                .orElseThrow()
                .bytes();
        return new String(list, StandardCharsets.UTF_8);
    }
}
