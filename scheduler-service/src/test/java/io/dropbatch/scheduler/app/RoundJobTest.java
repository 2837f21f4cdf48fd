package io.dropbatch.scheduler.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.planning.task.ContainerRole;
import io.dropbatch.planning.task.FileSource;
import io.dropbatch.planning.task.TaskSpec;
import io.dropbatch.scheduler.ExampleJobs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Map and merge are repeated, and each round is given what the one before wrote. */
class RoundJobTest {

    private final SchedulerFixture scheduler = new SchedulerFixture(2);

    @Test
    void each_round_has_the_same_tasks_on_levels_of_its_own() {
        Plan plan = begun(3, 2);

        verified(plan, 0);
        verified(plan, 1);
        verified(plan, 2);

        assertThat(scheduler.tasks(plan))
                .containsExactlyInAnyOrder("0-000001", "0-000002", "1-000001", "2-000001", "2-000002", "3-000001");
        assertThat(task(plan, "0-000001").environment())
                .containsEntry("TASK_ROUND", "1")
                .containsEntry("DROPBATCH_MAP_LEVEL", "0");
        assertThat(task(plan, "2-000001").environment())
                .containsEntry("DROPBATCH_LEVEL", "2")
                .containsEntry("DROPBATCH_MAP_LEVEL", "2")
                .containsEntry("TASK_ROUND", "2")
                .containsEntry("TASK_INDEX", "1")
                .containsEntry("TASK_COUNT", "2");
        assertThat(task(plan, "3-000001").environment())
                .containsEntry("DROPBATCH_LEVEL", "3")
                .containsEntry("DROPBATCH_MAP_LEVEL", "2")
                .containsEntry("TASK_ROUND", "2");
        assertThat(scheduler.announced(JobScheduled.class).getLast()).satisfies(event -> {
            assertThat(event.level()).isEqualTo(3);
            assertThat(event.levels()).containsExactly(2, 1, 2, 1, 2, 1);
            assertThat(event.rounds()).isEqualTo(3);
        });
    }

    @Test
    void tasks_and_merges_are_given_what_the_last_merge_wrote_with_its_hash() {
        Plan plan = begun(3, 2);
        verified(plan, 0);
        verified(plan, 1);
        verified(plan, 2);

        String list = SystemLayout.roundList(SchedulerFixture.job(plan), 2);
        FileSource.OneBlob listed = new FileSource.OneBlob(ContainerRole.SYSTEM, list, "_dropbatch/previous.list");
        assertThat(task(plan, "0-000001").files()).hasSize(1).doesNotContain(listed);
        assertThat(task(plan, "1-000001").files()).doesNotContain(listed);
        assertThat(task(plan, "2-000002").files()).hasSize(3).contains(listed);
        assertThat(task(plan, "3-000001").files()).contains(listed);
        FileSource.Folder folder =
                (FileSource.Folder) task(plan, "2-000002").files().getLast();
        assertThat(folder.prefix()).endsWith("/1-000001/run/out/");
        assertThat(folder.named())
                .isEqualTo(new FileSource.OneBlob(
                        ContainerRole.OUTPUTS, folder.prefix() + "out.txt", "_dropbatch/previous/round/out.txt"));
        assertThat(new String(scheduler.system.read(list).orElseThrow().bytes(), UTF_8))
                .matches("[0-9a-f]{64} .*/1-000001/run/out/out.txt\tround/out.txt\n");
    }

    @Test
    void a_round_that_ended_the_rounds_closes_the_job() {
        Plan plan = begun(3, 2);
        verified(plan, 0);

        LevelVerified last = new LevelVerified(
                plan.submission(),
                plan.workload().name().value(),
                SchedulerFixture.job(plan),
                1,
                true,
                SystemLayout.levelOutputs(SchedulerFixture.job(plan), 1),
                List.of(2, 1));
        scheduler.react(scheduler.advance.verified(last));
        scheduler.work();

        assertThat(scheduler.tasks(plan)).hasSize(3);
        assertThat(scheduler.announced(JobClosed.class))
                .singleElement()
                .satisfies(closed -> assertThat(closed.failure()).isNull());
    }

    @Test
    void the_last_round_closes_the_job() {
        Plan plan = begun(2, 2);
        for (int level = 0; level < 4; level++) {
            verified(plan, level);
        }

        assertThat(scheduler.tasks(plan)).hasSize(6);
        assertThat(scheduler.announced(JobClosed.class)).hasSize(1);
    }

    @Test
    void repeated_messages_change_nothing() {
        Plan plan = begun(3, 2);
        verified(plan, 0);
        verified(plan, 1);
        int calls = scheduler.compute.calls;

        verified(plan, 0);
        verified(plan, 1);

        assertThat(scheduler.compute.calls).isEqualTo(calls);
        assertThat(scheduler.tasks(plan)).hasSize(5);
    }

    @Test
    void a_retried_job_goes_on_in_the_round_that_failed_with_what_the_round_before_wrote() {
        Plan plan = begun(3, 2);
        verified(plan, 0);
        verified(plan, 1);
        scheduler.verified(plan, 2, false);

        JobId job = scheduler.retried(plan, 3);
        scheduler.work();

        assertThat(scheduler.compute.tasks.get(job)).containsOnlyKeys("3-000001");
        assertThat(scheduler.system.read(SystemLayout.roundList(job, 2))).isPresent();
        assertThat(scheduler.compute.tasks.get(job).get("3-000001").files())
                .contains(new FileSource.OneBlob(
                        ContainerRole.SYSTEM, SystemLayout.roundList(job, 2), "_dropbatch/previous.list"));
    }

    private Plan begun(int max, int tasks) {
        Plan plan = scheduler.plannedInRounds("fit", max, tasks, ExampleJobs.merge(8));
        scheduler.accepted(plan);
        scheduler.work();
        return plan;
    }

    private void verified(Plan plan, int level) {
        scheduler.verified(plan, level, true);
        scheduler.work();
    }

    private TaskSpec task(Plan plan, String id) {
        return scheduler.compute.tasks.get(SchedulerFixture.job(plan)).get(id);
    }
}
