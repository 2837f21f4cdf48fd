package io.dropbatch.scheduler.app;

import static io.dropbatch.scheduler.ExampleJobs.merge;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobPaused;
import io.dropbatch.model.event.JobResumed;
import io.dropbatch.model.event.PauseRequested;
import io.dropbatch.model.event.QueueMoved;
import io.dropbatch.model.event.ResumeRequested;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.planning.task.JobRecipe;
import io.dropbatch.planning.task.TaskHarness;
import io.dropbatch.scheduler.app.pool.PoolDemands;
import io.dropbatch.scheduler.app.port.JobActivity;
import io.dropbatch.scheduler.app.port.SchedulerCommand;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PauseJobTest {

    private final SchedulerFixture scheduler = new SchedulerFixture(1);

    @Test
    void lets_a_running_job_pause_and_go_on_and_says_who_asked() {
        Plan plan = running("d1");

        pause(plan, wish("ann"));

        assertThat(activity(plan)).isEqualTo(JobActivity.DISABLED);
        assertThat(scheduler.announced(JobPaused.class)).singleElement().satisfies(paused -> {
            assertThat(paused.job()).isEqualTo(SchedulerFixture.job(plan));
            assertThat(paused.request().by()).isEqualTo("ann");
        });
        scheduler.clock.advance(Duration.ofMinutes(1));
        resume(plan, wish("bob"));
        assertThat(activity(plan)).isEqualTo(JobActivity.ACTIVE);
        assertThat(scheduler.announced(JobResumed.class))
                .singleElement()
                .satisfies(resumed -> assertThat(resumed.request().by()).isEqualTo("bob"));
        assertThat(scheduler.crashPoints)
                .containsExactly(
                        "scheduler.hold.stored",
                        "scheduler.hold.asked",
                        "scheduler.hold.stored",
                        "scheduler.hold.asked");
    }

    @Test
    void holds_a_queued_job_and_lets_those_behind_it_pass() {
        Plan running = running("d1");
        Plan held = accepted("d2");
        Plan behind = accepted("d3");
        pause(held, wish("ann"));

        scheduler.verified(running, 0, true);
        scheduler.work();

        assertThat(scheduler.compute.jobs)
                .containsOnlyKeys(SchedulerFixture.job(running), SchedulerFixture.job(behind));
        scheduler.verified(behind, 0, true);
        scheduler.work();
        assertThat(scheduler.compute.jobs).doesNotContainKey(SchedulerFixture.job(held));
        scheduler.clock.advance(Duration.ofMinutes(1));
        resume(held, wish("ann"));
        scheduler.work();
        assertThat(scheduler.tasks(held)).hasSize(2);
    }

    @Test
    void a_held_job_keeps_its_place_in_the_order() {
        Plan running = running("d1");
        Plan held = accepted("d2");
        scheduler.clock.advance(Duration.ofSeconds(10));
        Plan later = accepted("d3");
        pause(held, wish("ann"));
        scheduler.pulse();
        assertThat(lastPlaceOf(later)).isEqualTo(1);

        scheduler.clock.advance(Duration.ofMinutes(1));
        resume(held, wish("ann"));
        scheduler.verified(running, 0, true);
        scheduler.work();

        assertThat(scheduler.compute.jobs).containsKey(SchedulerFixture.job(held));
        assertThat(lastPlaceOf(later)).isEqualTo(1);
    }

    @Test
    void a_job_that_pauses_on_batch_counts_for_the_quota_as_batch_counts_it() {
        Plan paused = running("d1");
        pause(paused, wish("ann"));

        accepted("d2");
        scheduler.pulse();
        scheduler.work();

        assertThat(scheduler.compute.jobs).containsOnlyKeys(SchedulerFixture.job(paused));
    }

    @Test
    void hands_over_no_further_slice_until_it_goes_on() {
        Plan plan = scheduler.planned("sum", "d1", 10);
        scheduler.accepted(plan);
        SchedulerCommand.HandOverSlice first = scheduler.queue.removeFirst();
        scheduler.react(scheduler.submit.submit(first));
        assertThat(scheduler.tasks(plan)).hasSize(4);

        pause(plan, wish("ann"));
        scheduler.work();
        scheduler.clock.advance(Duration.ofHours(30));
        scheduler.pulse();
        scheduler.work();
        assertThat(scheduler.tasks(plan)).hasSize(4);
        assertThat(activity(plan)).isEqualTo(JobActivity.DISABLED);

        resume(plan, wish("ann"));
        scheduler.work();
        assertThat(scheduler.tasks(plan)).hasSize(10);
        assertThat(activity(plan)).isEqualTo(JobActivity.ACTIVE);
    }

    @Test
    void a_slice_that_is_handed_over_after_the_pause_leaves_no_job_that_runs() {
        Plan plan = scheduler.planned("sum", "d1", 3);
        scheduler.accepted(plan);
        pause(plan, wish("ann"));
        scheduler.compute.createJob(
                new JobRecipe(plan, scheduler.jobs.open().getFirst().job().facts(), "pool", new TaskHarness("cafe"))
                        .job());

        scheduler.work();

        assertThat(activity(plan)).isEqualTo(JobActivity.DISABLED);
    }

    @Test
    void begins_no_further_level_until_it_goes_on() {
        Plan plan = scheduler.planned("sum", "d1", 4, merge(2));
        scheduler.accepted(plan);
        scheduler.work();
        pause(plan, wish("ann"));

        scheduler.verified(plan, 0, true);
        scheduler.work();
        assertThat(scheduler.tasks(plan)).hasSize(4);

        scheduler.clock.advance(Duration.ofMinutes(1));
        resume(plan, wish("ann"));
        scheduler.work();
        assertThat(scheduler.tasks(plan)).hasSize(6);
    }

    @Test
    void a_wish_that_comes_again_does_the_same_and_one_that_is_outdated_nothing() {
        Plan plan = running("d1");
        UserRequest pause = wish("ann");
        HandlerResult first = scheduler.pause.pause(pauseOf(plan, pause));
        scheduler.compute.paused.clear();

        assertThat(scheduler.pause.pause(pauseOf(plan, pause))).isEqualTo(first);
        assertThat(activity(plan)).isEqualTo(JobActivity.DISABLED);
        scheduler.clock.advance(Duration.ofMinutes(1));
        resume(plan, wish("bob"));

        assertThat(scheduler.pause.pause(pauseOf(plan, pause))).isEqualTo(HandlerResult.none());
        assertThat(activity(plan)).isEqualTo(JobActivity.ACTIVE);
    }

    @Test
    void of_two_wishes_the_later_one_counts_whichever_is_heard_of_first() {
        Plan plan = running("d1");
        UserRequest pause = wish("ann");
        scheduler.clock.advance(Duration.ofSeconds(1));

        assertThat(scheduler.pause.resume(resumeOf(plan, wish("ann")))).isEqualTo(HandlerResult.none());
        assertThat(scheduler.pause.pause(pauseOf(plan, pause))).isEqualTo(HandlerResult.none());

        assertThat(activity(plan)).isEqualTo(JobActivity.ACTIVE);
        scheduler.clock.advance(Duration.ofSeconds(1));
        pause(plan, wish("bob"));
        assertThat(activity(plan)).isEqualTo(JobActivity.DISABLED);
    }

    @Test
    void a_second_wish_for_the_same_and_one_about_no_job_change_nothing() {
        Plan plan = running("d1");
        pause(plan, wish("ann"));
        scheduler.clock.advance(Duration.ofMinutes(1));

        assertThat(scheduler.pause.pause(pauseOf(plan, wish("bob")))).isEqualTo(HandlerResult.none());
        Plan unknown = scheduler.planned("sum", "d9", 2);
        assertThat(scheduler.pause.pause(pauseOf(unknown, wish("ann")))).isEqualTo(HandlerResult.none());
        assertThat(scheduler.pause.resume(resumeOf(running("d8"), wish("ann")))).isEqualTo(HandlerResult.none());
    }

    @Test
    void asks_batch_again_where_it_does_otherwise() {
        Plan plan = running("d1");
        pause(plan, wish("ann"));
        scheduler.compute.paused.clear();

        scheduler.pools(Duration.ofSeconds(15));

        assertThat(activity(plan)).isEqualTo(JobActivity.DISABLED);
        resume(plan, wish("bob"));
        scheduler.compute.paused.add(SchedulerFixture.job(plan));
        scheduler.pools(Duration.ofSeconds(15));
        assertThat(activity(plan)).isEqualTo(JobActivity.ACTIVE);
    }

    @Test
    void needs_no_nodes_while_it_pauses() {
        Plan plan = running("d1");
        String pool = scheduler.jobs.open().getFirst().job().pool().id();
        PoolDemands demands = new PoolDemands(scheduler.jobs, scheduler.compute.pools, scheduler.clock);
        assertThat(demands.of(scheduler.jobs.open()).get(pool).nodes()).isPositive();

        pause(plan, wish("ann"));

        assertThat(demands.of(scheduler.jobs.open()).get(pool).nodes()).isZero();
    }

    @Test
    void counts_as_a_job_that_pauses_and_not_as_one_that_waits() {
        running("d1");
        Plan held = accepted("d2");
        scheduler.clock.advance(Duration.ofHours(1));

        pause(held, wish("ann"));

        assertThat(jobs("paused")).isEqualTo(1);
        assertThat(jobs("queued")).isZero();
        assertThat(jobs("running")).isEqualTo(1);
        assertThat(scheduler.meters.get("dropbatch.jobs.oldest.waiting").gauge().value())
                .isZero();
    }

    private double jobs(String state) {
        return scheduler
                .meters
                .get("dropbatch.jobs")
                .tag("state", state)
                .gauge()
                .value();
    }

    @Test
    void can_be_cancelled_and_leaves_its_place_to_the_next() {
        Plan plan = running("d1");
        Plan next = accepted("d2");
        pause(plan, wish("ann"));

        scheduler.verified(plan, 0, false);
        scheduler.work();

        assertThat(scheduler.announced(JobClosed.class)).hasSize(1);
        assertThat(scheduler.compute.jobs).containsKey(SchedulerFixture.job(next));
    }

    @Test
    void a_wish_about_the_attempt_before_does_not_hold_the_next() {
        Plan plan = running("d1");
        UserRequest early = wish("ann");
        scheduler.verified(plan, 0, false);
        scheduler.clock.advance(Duration.ofMinutes(1));
        JobId second = scheduler.retried(plan, 0, 1);
        scheduler.work();

        assertThat(scheduler.pause.pause(pauseOf(plan, early))).isEqualTo(HandlerResult.none());
        assertThat(scheduler.compute.activity(second)).isEqualTo(JobActivity.ACTIVE);
    }

    @Test
    void a_map_that_was_planned_during_the_pause_begins_when_the_job_goes_on() {
        Plan plan = scheduler.toBeSplit("cut", "d1", null);
        scheduler.accepted(plan);
        scheduler.work();
        pause(plan, wish("ann"));
        scheduler.verified(plan, 0, true);
        Plan map = scheduler.mapPlanned(plan, 2);

        scheduler.react(scheduler.beginMap.planned(new SplitPlanned(
                map.submission(),
                "cut",
                SchedulerFixture.job(map),
                SystemLayout.mapPlan(map.submission()),
                map.levels(),
                map.mapLevel(),
                2,
                10)));
        scheduler.work();

        assertThat(scheduler.tasks(plan)).containsExactly("0-000001");
        scheduler.clock.advance(Duration.ofMinutes(1));
        resume(plan, wish("ann"));
        scheduler.work();
        assertThat(scheduler.tasks(plan)).containsExactlyInAnyOrder("0-000001", "1-000001", "1-000002");
    }

    private Plan accepted(String drop) {
        Plan plan = scheduler.planned("sum", drop, 2);
        scheduler.accepted(plan);
        return plan;
    }

    private Plan running(String drop) {
        Plan plan = accepted(drop);
        scheduler.work();
        return plan;
    }

    private int lastPlaceOf(Plan plan) {
        List<QueueMoved> moves = scheduler.announced(QueueMoved.class).stream()
                .filter(moved -> moved.submission().equals(plan.submission()))
                .toList();
        return moves.getLast().place().position();
    }

    private UserRequest wish(String by) {
        return new UserRequest(by, UserRequest.Route.API, scheduler.clock.instant());
    }

    private void pause(Plan plan, UserRequest request) {
        scheduler.react(scheduler.pause.pause(pauseOf(plan, request)));
    }

    private void resume(Plan plan, UserRequest request) {
        scheduler.react(scheduler.pause.resume(resumeOf(plan, request)));
    }

    private static PauseRequested pauseOf(Plan plan, UserRequest request) {
        return new PauseRequested(plan.submission(), "sum", plan.trigger(), request);
    }

    private static ResumeRequested resumeOf(Plan plan, UserRequest request) {
        return new ResumeRequested(plan.submission(), "sum", plan.trigger(), request);
    }

    private JobActivity activity(Plan plan) {
        return scheduler.compute.activity(SchedulerFixture.job(plan));
    }
}
