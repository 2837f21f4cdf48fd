package io.dropbatch.scheduler.app;

import static io.dropbatch.scheduler.ExampleJobs.merge;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.QueueMoved;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.SchedulerCommand;
import io.dropbatch.scheduler.domain.ScheduledJob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchedulingTest {

    private final SchedulerFixture scheduler = new SchedulerFixture(2);

    @Test
    void puts_all_tasks_of_an_accepted_submission_on_batch_slice_by_slice() {
        Plan plan = scheduler.planned("sum", "d1", 10);

        scheduler.accepted(plan);
        scheduler.work();

        assertThat(scheduler.tasks(plan)).hasSize(10).contains("0-000001", "0-000010");
        assertThat(scheduler.announced(JobScheduled.class)).singleElement().satisfies(job -> {
            assertThat(job.level()).isZero();
            assertThat(job.tasks()).isEqualTo(10);
            assertThat(job.levels()).containsExactly(10);
        });
        assertThat(scheduler.compute.pools.states).hasSize(1);
    }

    @Test
    void makes_one_job_of_an_event_that_comes_twice() {
        Plan plan = scheduler.planned("sum", "d1", 10);

        scheduler.accepted(plan);
        scheduler.accepted(plan);
        scheduler.work();
        scheduler.accepted(plan);
        scheduler.work();

        assertThat(scheduler.compute.jobs).hasSize(1);
        assertThat(scheduler.tasks(plan)).hasSize(10);
        assertThat(scheduler.announced(JobScheduled.class).stream().map(JobScheduled::id))
                .hasSize(2)
                .containsOnly(scheduler.announced(JobScheduled.class).getFirst().id());
    }

    @Test
    void goes_on_where_it_was_when_a_step_is_handled_twice() {
        Plan plan = scheduler.planned("sum", "d1", 10);
        scheduler.accepted(plan);
        SchedulerCommand.HandOverSlice first = scheduler.queue.getFirst();
        scheduler.work();
        int announcements = scheduler.announced.size();

        scheduler.react(scheduler.submit.submit(first));

        assertThat(scheduler.announced).hasSize(announcements + 1);
        assertThat(scheduler.announced.getLast().id())
                .isEqualTo(scheduler.announced.get(announcements - 1).id());
    }

    @Test
    void merges_level_by_level_until_one_task_is_left() {
        Plan plan = scheduler.planned("sum", "d1", 10, merge(4));
        scheduler.accepted(plan);
        scheduler.work();

        scheduler.verified(plan, 0, true);
        scheduler.work();
        scheduler.verified(plan, 1, true);
        scheduler.work();
        scheduler.verified(plan, 2, true);

        assertThat(plan.levels()).containsExactly(10, 3, 1);
        assertThat(scheduler.tasks(plan)).hasSize(14).contains("1-000003", "2-000001");
        assertThat(scheduler.announced(JobScheduled.class).stream().map(JobScheduled::level))
                .containsExactly(0, 1, 2);
        assertThat(scheduler.announced(JobClosed.class))
                .singleElement()
                .satisfies(closed -> assertThat(closed.failure()).isNull());
        assertThat(scheduler.compute.ended).containsOnlyKeys(SchedulerFixture.job(plan));
    }

    @Test
    void gives_each_merge_task_the_outputs_of_its_own_group() {
        Plan plan = scheduler.planned("sum", "d1", 10, merge(4));
        scheduler.accepted(plan);
        scheduler.work();

        scheduler.verified(plan, 0, true);
        scheduler.work();

        assertThat(list(plan, "1-000001").lines()).hasSize(4).first().asString().contains("\t0-000001/out.txt");
        assertThat(list(plan, "1-000003").lines()).hasSize(2).last().asString().contains("\t0-000010/out.txt");
    }

    @Test
    void shares_what_there_is_evenly_when_tasks_are_missing() {
        Plan plan = scheduler.planned("sum", "d1", 10, merge(4));
        scheduler.accepted(plan);
        scheduler.work();

        scheduler.verifiedWithout(plan, 1, 2, 9, 10);
        scheduler.work();

        assertThat(scheduler.tasks(plan)).hasSize(13).contains("1-000003");
        assertThat(inputs(plan, "1-000001")).containsExactly("0-000003", "0-000004");
        assertThat(inputs(plan, "1-000002")).containsExactly("0-000005", "0-000006");
        assertThat(inputs(plan, "1-000003")).containsExactly("0-000007", "0-000008");
    }

    @Test
    void shares_what_there_is_of_thousands_in_slices() {
        Plan plan = scheduler.planned("sum", "d1", 1_001, merge(2));
        scheduler.accepted(plan);
        scheduler.work();

        scheduler.verifiedWithout(plan, IntStream.rangeClosed(1, 500).boxed().toArray(Integer[]::new));
        scheduler.work();

        assertThat(scheduler.tasks(plan)).hasSize(1_001 + 501);
        assertThat(inputs(plan, "1-000001")).containsExactly("0-000501");
        assertThat(inputs(plan, "1-000501")).containsExactly("0-001001");
    }

    private List<String> inputs(Plan plan, String task) {
        return list(plan, task)
                .lines()
                .map(line -> line.substring(line.indexOf('\t') + 1).replaceAll("/.*", ""))
                .toList();
    }

    @Test
    void merges_thousands_of_tasks_in_slices() {
        Plan plan = scheduler.planned("sum", "d1", 1_001, merge(2));
        scheduler.accepted(plan);
        scheduler.work();

        scheduler.verified(plan, 0, true);
        scheduler.work();

        assertThat(scheduler.tasks(plan)).hasSize(1_001 + 501).contains("1-000501");
        assertThat(list(plan, "1-000501").lines()).hasSize(1).first().asString().contains("\t0-001001/out.txt");
        assertThat(scheduler.announced(JobScheduled.class)).hasSize(2);
    }

    @Test
    void starts_a_level_once_when_its_verification_comes_twice() {
        Plan plan = scheduler.planned("sum", "d1", 10, merge(4));
        scheduler.accepted(plan);
        scheduler.work();

        scheduler.verified(plan, 0, true);
        scheduler.verified(plan, 0, true);
        scheduler.work();
        scheduler.verified(plan, 0, true);
        scheduler.work();

        assertThat(scheduler.tasks(plan)).hasSize(13);
        assertThat(scheduler.announced(JobScheduled.class).stream()
                        .map(JobScheduled::id)
                        .distinct())
                .hasSize(2);
    }

    @Test
    void closes_a_job_whose_level_is_not_sound() {
        Plan plan = scheduler.planned("sum", "d1", 10, merge(4));
        scheduler.accepted(plan);
        scheduler.work();

        scheduler.verified(plan, 0, false);
        scheduler.verified(plan, 0, false);
        scheduler.work();

        assertThat(scheduler.tasks(plan)).hasSize(10);
        assertThat(scheduler.announced(JobClosed.class).stream()
                        .map(JobClosed::id)
                        .distinct())
                .hasSize(1);
        assertThat(scheduler.jobs.open()).isEmpty();
    }

    @Test
    void starts_nothing_when_an_old_acceptance_comes_after_the_end() {
        Plan plan = scheduler.planned("sum", "d1", 3);
        scheduler.accepted(plan);
        scheduler.work();
        scheduler.verified(plan, 0, true);
        int calls = scheduler.compute.calls;

        scheduler.accepted(plan);
        scheduler.work();

        assertThat(scheduler.compute.calls).isEqualTo(calls);
        assertThat(scheduler.jobs.open()).isEmpty();
    }

    @Test
    void lets_jobs_wait_while_the_account_is_full_and_says_why() {
        List<Plan> plans = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            plans.add(scheduler.planned("sum", "d" + i, 1));
            scheduler.clock.advance(Duration.ofSeconds(1));
            scheduler.accepted(plans.getLast());
        }
        scheduler.work();
        scheduler.pulse();

        assertThat(scheduler.compute.jobs).hasSize(2);
        assertThat(scheduler.announced(JobQueued.class)).hasSize(2).allSatisfy(queued -> {
            assertThat(queued.reason().code()).isEqualTo(FailureCode.QUOTA);
            assertThat(queued.reason().message()).contains("2 jobs");
        });
        assertThat(scheduler.announced(JobQueued.class).stream().map(JobQueued::position))
                .containsExactly(1, 2);
        assertThat(scheduler.announced(QueueMoved.class).getLast()).satisfies(moved -> {
            assertThat(moved.place().before()).containsExactly("sum/d3");
            assertThat(moved.place().waiting()).isEqualTo(2);
            assertThat(moved.place().startsInSeconds()).isNull();
            assertThat(moved.reason().message())
                    .isEqualTo("2 jobs are on Batch, as many as this account may have at a time. Before it: sum/d3.");
        });
    }

    @Test
    void estimates_when_a_job_starts_once_three_places_became_free() {
        List<Plan> plans = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            plans.add(scheduler.planned("sum", "d" + i, 1));
            scheduler.clock.advance(Duration.ofSeconds(1));
            scheduler.accepted(plans.getLast());
        }
        scheduler.work();
        for (int ended = 0; ended < 4; ended++) {
            scheduler.clock.advance(Duration.ofMinutes(2));
            scheduler.verified(plans.get(ended), 0, true);
            scheduler.work();
        }

        QueueMoved last = scheduler.announced(QueueMoved.class).getLast();

        assertThat(last.job()).isEqualTo(SchedulerFixture.job(plans.get(7)));
        assertThat(last.place().position()).isEqualTo(2);
        assertThat(last.place().observations()).isEqualTo(4);
        assertThat(last.place().startsInSeconds()).isEqualTo(240);
        assertThat(last.reason().message())
                .endsWith("Before it: sum/d7. By the last 4 jobs that made room, it starts in about 4 minutes.");
        int told = scheduler.announced(QueueMoved.class).size();

        scheduler.pulse();
        assertThat(scheduler.announced(QueueMoved.class)).hasSize(told);

        // Nothing became free when it should have: the estimate is told again, longer.
        scheduler.clock.advance(Duration.ofMinutes(5));
        scheduler.pulse();
        assertThat(scheduler.announced(QueueMoved.class).getLast().place().startsInSeconds())
                .isGreaterThan(400);
    }

    @Test
    void lets_the_next_job_start_when_one_has_ended() {
        List<Plan> plans = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            plans.add(scheduler.planned("sum", "d" + i, 1));
            scheduler.clock.advance(Duration.ofSeconds(1));
            scheduler.accepted(plans.getLast());
        }
        scheduler.work();

        scheduler.verified(plans.getFirst(), 0, true);
        scheduler.work();

        assertThat(scheduler.tasks(plans.get(2))).hasSize(1);
        assertThat(scheduler.tasks(plans.get(3))).isEmpty();
        assertThat(scheduler.announced(JobQueued.class).getLast().position()).isEqualTo(1);
    }

    @Test
    void sends_a_job_back_to_the_line_when_batch_is_full() {
        Plan plan = scheduler.planned("sum", "d1", 1);
        scheduler.compute.nextAnswers.addAll(List.of(BatchAnswer.done(), InMemoryCompute.full()));
        scheduler.accepted(plan);
        scheduler.work();

        assertThat(scheduler.announced(JobQueued.class))
                .singleElement()
                .satisfies(queued -> assertThat(queued.reason().message()).contains("full"));

        scheduler.clock.advance(Duration.ofSeconds(16));
        scheduler.pulse();
        scheduler.work();

        assertThat(scheduler.tasks(plan)).hasSize(1);
    }

    @Test
    void tries_again_later_when_batch_is_throttled_and_says_so_when_it_lasts() {
        Plan plan = scheduler.planned("sum", "d1", 1);
        for (int i = 0; i < 4; i++) {
            scheduler.compute.nextAnswers.add(InMemoryCompute.throttled());
        }
        scheduler.accepted(plan);
        for (int i = 0; i < 6; i++) {
            scheduler.work();
            scheduler.clock.advance(Duration.ofSeconds(20));
        }

        assertThat(scheduler.tasks(plan)).hasSize(1);
        assertThat(scheduler.announced(JobStuck.class).stream()
                        .map(JobStuck::id)
                        .distinct())
                .hasSize(1);
        assertThat(scheduler.announced(JobStuck.class).getFirst().reason().code())
                .isEqualTo(FailureCode.THROTTLED);
    }

    @Test
    void gives_a_job_up_that_batch_does_not_take_for_an_hour() {
        Plan plan = scheduler.planned("sum", "d1", 1);
        for (int i = 0; i < 200; i++) {
            scheduler.compute.nextAnswers.add(InMemoryCompute.throttled());
        }
        scheduler.accepted(plan);
        for (int i = 0; i < 70; i++) {
            scheduler.work();
            scheduler.clock.advance(Duration.ofMinutes(1));
        }

        assertThat(scheduler.announced(JobClosed.class))
                .singleElement()
                .satisfies(closed -> assertThat(closed.failure().code()).isEqualTo(FailureCode.THROTTLED));
        assertThat(scheduler.jobs.open()).isEmpty();
    }

    @Test
    void closes_a_job_that_batch_will_never_take() {
        Plan plan = scheduler.planned("sum", "d1", 1);
        scheduler.compute.nextAnswers.add(InMemoryCompute.never());

        scheduler.accepted(plan);
        scheduler.work();

        assertThat(scheduler.announced(JobClosed.class))
                .singleElement()
                .satisfies(closed -> assertThat(closed.failure().message()).contains("vmSize"));
    }

    @Test
    void sends_again_for_a_slice_whose_message_was_lost() {
        Plan plan = scheduler.planned("sum", "d1", 10);
        scheduler.accepted(plan);
        scheduler.queue.clear();

        scheduler.pulse();
        assertThat(scheduler.queue).isEmpty();
        scheduler.clock.advance(Duration.ofSeconds(21));
        scheduler.pulse();
        scheduler.work();

        assertThat(scheduler.tasks(plan)).hasSize(10);
    }

    @Test
    void ends_jobs_without_an_owner_and_deletes_old_ones() {
        Plan owned = scheduler.planned("sum", "d1", 1);
        Plan stray = scheduler.planned("sum", "d2", 1);
        scheduler.accepted(owned);
        scheduler.accepted(stray);
        scheduler.work();
        scheduler.verified(stray, 0, true);
        // As if the call that ended it had not reached Batch.
        scheduler.compute.ended.clear();

        scheduler.reconciler.cleanUp();
        assertThat(scheduler.compute.ended).isEmpty();
        scheduler.clock.advance(Duration.ofMinutes(11));
        scheduler.reconciler.cleanUp();
        assertThat(scheduler.compute.ended).containsOnlyKeys(SchedulerFixture.job(stray));
        scheduler.clock.advance(Duration.ofHours(25));
        scheduler.reconciler.cleanUp();

        assertThat(scheduler.compute.jobs).containsOnlyKeys(SchedulerFixture.job(owned));
    }

    @Test
    void remembers_the_state_of_each_job() {
        Plan plan = scheduler.planned("sum", "d1", 10, merge(4));
        scheduler.accepted(plan);

        assertThat(state(plan)).isInstanceOf(ScheduledJob.Submitting.class);
        scheduler.work();
        assertThat(state(plan)).isInstanceOf(ScheduledJob.Running.class);
        scheduler.verified(plan, 0, false);
        assertThat(state(plan)).isInstanceOf(ScheduledJob.Closed.class);
    }

    private ScheduledJob state(Plan plan) {
        return scheduler.jobs.find(SchedulerFixture.job(plan)).orElseThrow().job();
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
