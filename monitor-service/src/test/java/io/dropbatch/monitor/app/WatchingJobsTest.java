package io.dropbatch.monitor.app;

import static io.dropbatch.monitor.ExampleWatches.JOB;
import static io.dropbatch.monitor.ExampleWatches.NOON;
import static io.dropbatch.monitor.ExampleWatches.aClosedJob;
import static io.dropbatch.monitor.ExampleWatches.aJob;
import static io.dropbatch.monitor.ExampleWatches.aLevel;
import static io.dropbatch.monitor.ExampleWatches.aMarker;
import static io.dropbatch.monitor.ExampleWatches.endedBeforeItRan;
import static io.dropbatch.monitor.ExampleWatches.failed;
import static io.dropbatch.monitor.ExampleWatches.failedMerge;
import static io.dropbatch.monitor.ExampleWatches.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.JobStarted;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.TaskCompleted;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.monitor.app.port.CrashCheckpoints;
import io.dropbatch.monitor.app.port.ThrottledException;
import io.dropbatch.monitor.domain.SettledLevel;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.RunMarker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchingJobsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MonitorFixture fixture = new MonitorFixture();

    @Test
    void announces_each_task_and_the_level_once_all_have_ended() {
        fixture.watchJob.scheduled(aJob(2));
        fixture.timetable.runDue();
        fixture.batch.end(succeeded(2), succeeded(1));

        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 1));
        fixture.timetable.pass(SECOND);

        assertThat(fixture.announced(TaskCompleted.class))
                .extracting(TaskCompleted::task)
                .containsExactlyInAnyOrder(TaskId.of(0, 1), TaskId.of(0, 2));
        assertThat(fixture.announced(LevelCompleted.class)).singleElement().satisfies(level -> {
            assertThat(level.failure()).isNull();
            assertThat(level.succeeded()).isEqualTo(2);
            assertThat(level.records()).isEqualTo("levels/" + JOB + "/0.tasks.jsonl");
        });
        assertThat(fixture.record(0)).extracting(TaskRecord::task).containsExactly(TaskId.of(0, 1), TaskId.of(0, 2));
    }

    @Test
    void says_once_that_a_job_has_started_and_not_before_a_task_runs() {
        fixture.batch.running = 0;
        fixture.watchJob.scheduled(aJob(2));
        fixture.pass(Duration.ofSeconds(8));
        assertThat(fixture.announced(JobStarted.class)).isEmpty();

        fixture.batch.running = 1;
        fixture.pass(Duration.ofSeconds(30));

        assertThat(fixture.announced(JobStarted.class)).singleElement().satisfies(started -> {
            assertThat(started.job()).isEqualTo(JOB);
            assertThat(started.tasks()).isEqualTo(2);
        });
    }

    @Test
    void asks_no_more_of_batch_for_a_job_that_has_not_started_than_of_one_that_has() {
        fixture.batch.running = 0;
        fixture.watchJob.scheduled(aJob(2));
        fixture.pass(Duration.ofSeconds(60));
        int waiting = fixture.batch.startQuestions;

        assertThat(fixture.batch.looksSince).isEmpty();
        assertThat(waiting).isEqualTo(fixture.looks);
        fixture.batch.running = 1;
        fixture.pass(Duration.ofSeconds(60));
        assertThat(fixture.batch.startQuestions).isEqualTo(waiting + 1);
    }

    @Test
    void says_that_a_job_has_started_before_its_first_progress_also_when_a_task_ends_at_once() {
        fixture.batch.running = 0;
        fixture.watchJob.scheduled(aJob(2));
        fixture.timetable.runDue();

        fixture.end(1);
        fixture.timetable.pass(SECOND);

        assertThat(fixture.announced)
                .extracting(event -> (Object) event.getClass())
                .containsExactly(TaskCompleted.class, JobStarted.class, JobProgressed.class);
    }

    @Test
    void does_not_ask_again_whether_a_job_has_started_after_a_restart() {
        fixture.watchJob.scheduled(aJob(2));
        fixture.pass(Duration.ofSeconds(10));

        MonitorFixture restarted = fixture.restarted();
        restarted.pass(Duration.ofSeconds(20));

        assertThat(restarted.batch.startQuestions).isZero();
        assertThat(restarted.announced(JobStarted.class)).isEmpty();
    }

    @Test
    void says_of_no_job_that_it_has_started_because_a_task_was_ended_that_waited() {
        fixture.batch.running = 0;
        fixture.batch.end(endedBeforeItRan(1));
        fixture.tolerated = 2;
        fixture.watchJob.scheduled(aJob(2));

        fixture.pass(Duration.ofSeconds(30));

        assertThat(fixture.announced)
                .extracting(event -> (Object) event.getClass())
                .containsExactly(TaskCompleted.class);
        fixture.batch.running = 1;
        fixture.pass(Duration.ofSeconds(30));
        assertThat(fixture.announced)
                .extracting(event -> (Object) event.getClass())
                .containsExactly(TaskCompleted.class, JobStarted.class, JobProgressed.class);
    }

    @Test
    void says_that_a_job_has_started_whose_first_task_ended_between_two_looks_beside_one_that_was_ended() {
        fixture.batch.running = 0;
        fixture.batch.end(endedBeforeItRan(1), succeeded(2));
        fixture.tolerated = 3;

        fixture.watchJob.scheduled(aJob(3));
        fixture.timetable.runDue();

        assertThat(fixture.announced(JobStarted.class)).hasSize(1);
    }

    @Test
    void completes_a_level_whose_tasks_were_all_ended_before_they_ran() {
        fixture.batch.running = 0;
        fixture.tolerated = 2;
        fixture.watchJob.scheduled(aJob(2));
        fixture.pass(Duration.ofSeconds(10));

        fixture.batch.end(endedBeforeItRan(1), endedBeforeItRan(2));
        fixture.pass(Duration.ofSeconds(10));

        assertThat(fixture.announced(JobStarted.class)).isEmpty();
        assertThat(fixture.announced(LevelCompleted.class))
                .singleElement()
                .satisfies(level -> assertThat(level.failed()).isEqualTo(2));
    }

    @Test
    void a_task_that_somebody_ended_fails_its_level_as_cancelled() {
        fixture.batch.end(endedBeforeItRan(1), succeeded(2));

        fixture.watchJob.scheduled(aJob(2));
        fixture.timetable.runDue();

        assertThat(fixture.announced(TaskCompleted.class))
                .filteredOn(task -> !task.success())
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.failure().code()).isEqualTo(FailureCode.CANCELLED);
                    assertThat(task.startedAt()).isNull();
                });
        assertThat(fixture.announced(LevelCompleted.class)).singleElement().satisfies(level -> {
            assertThat(level.failure().code()).isEqualTo(FailureCode.CANCELLED);
            assertThat(level.failure().message())
                    .isEqualTo("1 of 2 tasks failed; first: task 0-000001: The task was ended on Batch by somebody.");
        });
    }

    @Test
    void a_task_that_was_ended_with_its_job_failed_for_the_reason_of_the_job() {
        fixture.batch.jobs.put(JOB, new JobCondition.OutOfTime());
        fixture.batch.end(endedBeforeItRan(1), endedBeforeItRan(2), failed(3));

        fixture.watchJob.scheduled(aJob(3));
        fixture.timetable.runDue();

        assertThat(fixture.announced(TaskCompleted.class))
                .extracting(task -> task.failure().code())
                .containsExactlyInAnyOrder(FailureCode.TIMEOUT, FailureCode.TIMEOUT, FailureCode.USER_EXIT);
        assertThat(fixture.record(0))
                .extracting(record -> record.failure().task())
                .containsExactly("0-000001", "0-000002", "0-000003");
        // Once for the tasks, once for the level.
        assertThat(fixture.batch.jobQuestions).isEqualTo(2);
    }

    @Test
    void does_not_ask_about_the_job_of_tasks_that_failed_by_themselves() {
        fixture.tolerated = 3;
        fixture.batch.end(failed(1), failed(2));

        fixture.watchJob.scheduled(aJob(3));
        fixture.timetable.runDue();

        assertThat(fixture.batch.jobQuestions).isZero();
    }

    @Test
    void tells_the_last_progress_before_the_level_is_over() {
        fixture.batch.end(succeeded(1), succeeded(2));

        fixture.watchJob.scheduled(aJob(2));
        fixture.timetable.runDue();

        assertThat(fixture.announced.subList(3, 5))
                .satisfiesExactly(
                        progress -> assertThat(((JobProgressed) progress).completed())
                                .isEqualTo(2),
                        level -> assertThat(level).isInstanceOf(LevelCompleted.class));
    }

    @Test
    void looks_again_when_a_marker_is_there_before_batch_calls_its_task_completed() {
        fixture.watchJob.scheduled(aJob(1));
        fixture.timetable.pass(SECOND);
        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 1));
        fixture.timetable.runDue();
        fixture.batch.end(succeeded(1));

        fixture.timetable.pass(Duration.ofMillis(150));

        assertThat(fixture.announced(LevelCompleted.class)).hasSize(1);
    }

    @Test
    void stops_asking_after_a_signal_that_nothing_comes_of() {
        fixture.watchJob.scheduled(aJob(1));
        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 1));

        fixture.timetable.pass(Duration.ofHours(1));

        assertThat(fixture.looks).isBetween(4, 9);
        assertThat(fixture.pollScheduler.backlog()).isZero();
    }

    @Test
    void a_burst_of_signals_makes_few_looks() {
        fixture.watchJob.scheduled(aJob(1000));
        fixture.timetable.runDue();
        int before = fixture.looks;

        IntStream.rangeClosed(1, 100).forEach(index -> {
            fixture.end(index);
            fixture.timetable.pass(Duration.ofMillis(3));
        });

        assertThat(fixture.looks - before).isLessThanOrEqualTo(3);
    }

    @Test
    void signals_of_a_known_job_do_not_read_it_anew() {
        CountingWatchStore watchlist = new CountingWatchStore(fixture.watches);
        MonitorFixture counted = new MonitorFixture(watchlist);
        counted.watchJob.scheduled(aJob(20));
        counted.timetable.pass(SECOND);
        int before = watchlist.readings;

        IntStream.rangeClosed(1, 9).forEach(index -> {
            counted.end(index);
            counted.timetable.pass(SECOND);
        });

        assertThat(counted.announced(TaskCompleted.class)).hasSize(9);
        assertThat(watchlist.readings - before).isZero();
    }

    @Test
    void what_another_process_has_noted_in_between_is_read_and_built_upon() {
        fixture.watchJob.scheduled(aJob(2));
        fixture.timetable.pass(SECOND);
        MonitorFixture other = fixture.restarted();
        fixture.batch.end(succeeded(1));
        other.batch.end(succeeded(1));
        other.pollScheduler.signalled(JOB, TaskId.of(0, 1));
        other.timetable.pass(SECOND);

        fixture.batch.end(succeeded(2));
        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 2));
        fixture.timetable.pass(SECOND);

        assertThat(fixture.announced(LevelCompleted.class).stream()
                        .map(DomainEvent::id)
                        .distinct())
                .hasSize(1);
        assertThat(fixture.watches.find(JOB).orElseThrow().watch()).isInstanceOf(SettledLevel.class);
    }

    @Test
    void a_level_is_looked_at_as_soon_as_the_last_of_its_tasks_has_signalled_but_seldom_before() {
        fixture.watchJob.scheduled(aJob(3));
        fixture.timetable.pass(SECOND);
        fixture.end(1);
        fixture.timetable.runDue();
        int looks = fixture.looks;

        fixture.end(2);
        fixture.timetable.pass(MonitorFixture.LAST_GAP);
        assertThat(fixture.looks).isEqualTo(looks);

        fixture.end(3);
        fixture.timetable.runDue();
        assertThat(fixture.announced(LevelCompleted.class)).hasSize(1);
    }

    @Test
    void a_signal_whose_look_came_too_early_need_not_wait_for_others() {
        fixture.watchJob.scheduled(aJob(3));
        fixture.timetable.pass(SECOND);
        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 1));
        fixture.timetable.runDue();

        fixture.end(2);
        fixture.timetable.pass(MonitorFixture.GAP.dividedBy(2));

        assertThat(fixture.announced(TaskCompleted.class)).hasSize(1);
    }

    @Test
    void a_long_look_is_not_followed_by_a_long_rest() {
        fixture.watchJob.scheduled(aJob(2));
        fixture.onCheckpoint = () -> fixture.clock.advance(Duration.ofSeconds(10));
        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 1));
        fixture.timetable.runDue();
        fixture.batch.end(succeeded(1), succeeded(2));

        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 2));
        fixture.timetable.pass(SECOND);

        assertThat(fixture.announced(LevelCompleted.class)).hasSize(1);
    }

    @Test
    void a_sweep_finds_what_no_signal_told_and_counts_it() {
        fixture.watchJob.scheduled(aJob(2));
        fixture.timetable.runDue();
        fixture.batch.end(succeeded(1), succeeded(2));

        fixture.pass(Duration.ofSeconds(6));

        assertThat(fixture.announced(LevelCompleted.class)).hasSize(1);
        assertThat(fixture.recovered).isEqualTo(2);
    }

    @Test
    void a_signal_that_died_with_its_process_is_found_by_the_first_sweep_of_the_next() {
        fixture.watchJob.scheduled(aJob(1));
        fixture.timetable.pass(SECOND);
        fixture.batch.end(succeeded(1));
        MonitorFixture next = fixture.restarted();

        next.sweepJobs.sweep();
        next.timetable.runDue();

        assertThat(next.announced(LevelCompleted.class)).hasSize(1);
    }

    @Test
    void a_crash_between_announcing_and_noting_repeats_the_same_ids() {
        fixture.batch.end(succeeded(1), succeeded(2));
        fixture.watchJob.scheduled(aJob(2));
        fixture.onCheckpoint = () -> {
            if (fixture.checkpoints.getLast().equals(CrashCheckpoints.ANNOUNCED)) {
                throw new IllegalStateException("killed");
            }
        };
        fixture.timetable.runDue();
        MonitorFixture next = fixture.restarted();

        next.pass(SECOND);

        assertThat(next.announced(LevelCompleted.class)).hasSize(1);
        assertThat(next.announced)
                .extracting(DomainEvent::id)
                .containsExactlyInAnyOrderElementsOf(
                        fixture.announced.stream().map(DomainEvent::id).toList());
    }

    @Test
    void a_task_that_became_visible_late_is_not_missed() {
        fixture.watchJob.scheduled(aJob(3));
        fixture.timetable.runDue();
        fixture.batch.end(succeeded(TaskId.of(0, 1), NOON.plusSeconds(100)));
        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 1));
        fixture.pass(Duration.ofSeconds(20));
        fixture.batch.end(
                succeeded(TaskId.of(0, 2), NOON.plusSeconds(1)), succeeded(TaskId.of(0, 3), NOON.plusSeconds(2)));

        fixture.pass(Duration.ofSeconds(20));

        assertThat(fixture.announced(LevelCompleted.class)).hasSize(1);
    }

    @Test
    void fails_the_level_as_soon_as_a_task_has_failed_for_good() {
        fixture.markers.put(TaskId.of(0, 2), new RunMarker(aMarker(2), "log.txt"));
        fixture.watchJob.scheduled(aJob(16));
        fixture.timetable.runDue();
        fixture.batch.end(succeeded(1), failed(2));

        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 2));
        fixture.timetable.pass(SECOND);

        assertThat(fixture.announced(LevelCompleted.class))
                .singleElement()
                .satisfies(level -> assertThat(level.failure())
                        .isEqualTo(new Failure(
                                FailureCode.USER_EXIT,
                                "1 of 16 tasks failed; first: task 0-000002: the command ended with 3",
                                "0-000002",
                                3,
                                "line 1\nboom",
                                "log.txt")));
        assertThat(fixture.announced(TaskCompleted.class))
                .filteredOn(task -> !task.success())
                .singleElement()
                .satisfies(task -> assertThat(task.failure().code()).isEqualTo(FailureCode.USER_EXIT));
        assertThat(fixture.record(0)).hasSize(2);
    }

    @Test
    void is_silent_about_a_level_that_is_over() {
        fixture.batch.end(failed(1));
        fixture.watchJob.scheduled(aJob(2));
        fixture.timetable.runDue();
        fixture.announced.clear();
        fixture.batch.end(succeeded(2));

        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 2));
        fixture.pass(Duration.ofMinutes(1));

        assertThat(fixture.announced).isEmpty();
    }

    @Test
    void goes_on_without_as_many_tasks_as_the_workload_tolerates() {
        fixture.tolerated = 2;
        fixture.watchJob.scheduled(aJob(5));
        fixture.batch.end(failed(1), failed(4), succeeded(2));
        fixture.timetable.pass(SECOND);
        assertThat(fixture.announced(LevelCompleted.class)).isEmpty();

        fixture.end(3);
        fixture.end(5);
        fixture.timetable.pass(SECOND);

        assertThat(fixture.announced(LevelCompleted.class)).singleElement().satisfies(level -> {
            assertThat(level.failure()).isNull();
            assertThat(level.succeeded()).isEqualTo(3);
            assertThat(level.failed()).isEqualTo(2);
        });
        assertThat(fixture.record(0)).extracting(TaskRecord::success).containsExactly(false, true, true, false, true);
    }

    @Test
    void fails_the_level_as_soon_as_more_tasks_have_failed_than_the_workload_tolerates() {
        fixture.tolerated = 2;
        fixture.watchJob.scheduled(aJob(16));

        fixture.batch.end(failed(1), succeeded(2), failed(3), failed(4));
        fixture.timetable.pass(SECOND);

        assertThat(fixture.announced(LevelCompleted.class))
                .singleElement()
                .satisfies(level -> assertThat(level.failure().message()).startsWith("3 of 16 tasks failed"));
    }

    @Test
    void tolerates_no_failure_of_a_job_that_was_ended_from_outside() {
        fixture.tolerated = 2;
        fixture.watchJob.scheduled(aJob(2));
        fixture.batch.end(succeeded(1), failed(2, null, FailureCode.TIMEOUT));
        fixture.batch.jobs.put(JOB, new JobCondition.Ended("somebody's wish"));

        fixture.timetable.pass(SECOND);

        assertThat(fixture.announced(LevelCompleted.class))
                .singleElement()
                .satisfies(level -> assertThat(level.failure().code()).isEqualTo(FailureCode.CANCELLED));
    }

    @Test
    void tolerates_no_failure_of_a_merge() {
        fixture.tolerated = 2;
        fixture.watchJob.scheduled(aLevel(1, List.of(4, 2, 1)));
        fixture.batch.end(failedMerge(1));
        fixture.timetable.pass(SECOND);

        assertThat(fixture.announced(LevelCompleted.class))
                .singleElement()
                .satisfies(level -> assertThat(level.failure()).isNotNull());
    }

    @Test
    void tasks_that_were_ended_with_their_job_are_not_called_failures_of_their_own() {
        fixture.batch.jobs.put(JOB, new JobCondition.OutOfTime());
        fixture.batch.end(failed(1, null, FailureCode.TIMEOUT));

        fixture.watchJob.scheduled(aJob(2));
        fixture.timetable.runDue();

        assertThat(fixture.announced(LevelCompleted.class)).singleElement().satisfies(level -> {
            assertThat(level.failure().code()).isEqualTo(FailureCode.TIMEOUT);
            assertThat(level.failure().message()).contains("wallClock");
        });
    }

    @Test
    void a_task_that_somebody_started_again_is_waited_for() {
        fixture.watchJob.scheduled(aJob(2));
        fixture.timetable.runDue();
        fixture.batch.end(succeeded(1), succeeded(2));
        fixture.batch.afterList = () -> fixture.batch.ended.remove(TaskId.of(0, 2));
        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 1));
        fixture.timetable.pass(SECOND);
        boolean tooEarly = !fixture.announced(LevelCompleted.class).isEmpty();
        fixture.batch.afterList = () -> {};
        fixture.batch.end(succeeded(TaskId.of(0, 2), NOON.plusSeconds(30)));

        fixture.pass(Duration.ofSeconds(20));

        assertThat(tooEarly).isFalse();
        assertThat(fixture.announced(LevelCompleted.class))
                .singleElement()
                .satisfies(level -> assertThat(level.succeeded()).isEqualTo(2));
    }

    @Test
    void the_next_level_is_watched_after_the_first() {
        List<Integer> levels = List.of(2, 1);
        fixture.batch.end(succeeded(1), succeeded(2));
        fixture.watchJob.scheduled(aLevel(0, levels));
        fixture.timetable.runDue();
        fixture.batch.end(succeeded(TaskId.of(1, 1), NOON.plusSeconds(9)));

        fixture.watchJob.scheduled(aLevel(1, levels));
        fixture.timetable.pass(SECOND);

        assertThat(fixture.announced(LevelCompleted.class))
                .extracting(LevelCompleted::level)
                .containsExactly(0, 1);
    }

    @Test
    void a_level_that_another_process_began_is_looked_at_without_the_rest_after_the_level_before() {
        List<Integer> levels = List.of(3, 1);
        fixture.watchJob.scheduled(aLevel(0, levels));
        fixture.timetable.pass(SECOND);
        fixture.end(1);
        fixture.timetable.runDue();
        MonitorFixture other = fixture.restarted();
        other.batch.end(succeeded(2), succeeded(3));
        other.sweepJobs.sweep();
        other.timetable.runDue();
        other.watchJob.scheduled(aLevel(1, levels));

        fixture.batch.end(succeeded(2), succeeded(3), succeeded(TaskId.of(1, 1), fixture.clock.instant()));
        fixture.pollScheduler.signalled(JOB, TaskId.of(1, 1));
        fixture.timetable.pass(MonitorFixture.LAST_GAP);

        assertThat(fixture.announced(LevelCompleted.class))
                .extracting(LevelCompleted::level)
                .contains(1);
    }

    @Test
    void an_earlier_level_or_the_same_again_changes_nothing() {
        List<Integer> levels = List.of(2, 1);
        fixture.batch.end(succeeded(TaskId.of(1, 1), NOON));
        fixture.watchJob.scheduled(aLevel(1, levels));
        fixture.timetable.runDue();

        fixture.watchJob.scheduled(aLevel(0, levels));
        fixture.watchJob.scheduled(aLevel(1, levels));
        fixture.timetable.pass(SECOND);

        assertThat(fixture.watches.find(JOB).orElseThrow().watch()).isInstanceOf(SettledLevel.class);
        assertThat(fixture.announced(LevelCompleted.class)).hasSize(1);
    }

    @Test
    void a_closed_job_is_not_watched_again() {
        fixture.watchJob.scheduled(aJob(1));
        fixture.watchJob.closed(aClosedJob());

        fixture.watchJob.scheduled(aJob(1));
        fixture.pass(Duration.ofMinutes(1));

        assertThat(fixture.watches.find(JOB)).isEmpty();
        assertThat(fixture.announced).isEmpty();
        assertThat(fixture.pollScheduler.backlog()).isZero();
    }

    @Test
    void what_was_closed_is_forgotten_in_the_end() {
        fixture.watchJob.closed(aClosedJob());
        fixture.clock.advance(Duration.ofHours(25));

        fixture.sweepJobs.tidy();

        assertThat(fixture.watches.isClosed(JOB)).isFalse();
    }

    @Test
    void waits_as_long_as_batch_asks_and_goes_on() {
        fixture.batch.refusals.add(() -> new ThrottledException(Duration.ofSeconds(20)));
        fixture.batch.end(succeeded(1));
        fixture.watchJob.scheduled(aJob(1));
        fixture.timetable.pass(Duration.ofSeconds(19));
        boolean tooEarly = !fixture.announced.isEmpty();

        fixture.timetable.pass(SECOND);

        assertThat(tooEarly).isFalse();
        assertThat(fixture.throttled).isEqualTo(1);
        assertThat(fixture.announced(LevelCompleted.class)).hasSize(1);
    }

    @Test
    void a_look_that_failed_is_repeated() {
        fixture.batch.refusals.add(() -> new IllegalStateException("connection refused"));
        fixture.batch.refusals.add(() -> new IllegalStateException("connection refused"));
        fixture.batch.end(succeeded(1));
        fixture.watchJob.scheduled(aJob(1));

        fixture.timetable.pass(Duration.ofSeconds(2));

        assertThat(fixture.failedLooks).isEqualTo(2);
        assertThat(fixture.announced(LevelCompleted.class)).hasSize(1);
    }

    @Test
    void progress_is_told_once_a_second_and_the_last_of_it_is_not_forgotten() {
        fixture.watchJob.scheduled(aJob(100));
        fixture.timetable.runDue();
        for (int index = 1; index <= 10; index++) {
            fixture.end(index);
            fixture.timetable.pass(Duration.ofMillis(200));
        }

        fixture.timetable.pass(Duration.ofSeconds(3));

        assertThat(fixture.announced(JobProgressed.class)).hasSizeLessThanOrEqualTo(4);
        assertThat(fixture.announced(JobProgressed.class).getLast().completed()).isEqualTo(10);
    }

    @Test
    void a_look_begins_where_the_last_one_ended() {
        fixture.watchJob.scheduled(aJob(3));
        fixture.batch.end(succeeded(TaskId.of(0, 1), NOON.plusSeconds(60)));
        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 1));
        fixture.timetable.pass(SECOND);

        fixture.pollScheduler.signalled(JOB, TaskId.of(0, 2));
        fixture.timetable.runDue();

        assertThat(fixture.batch.looksSince).startsWith(Instant.EPOCH).endsWith(NOON.plusSeconds(59));
    }

    @Test
    void signals_of_unknown_jobs_and_impossible_tasks_leave_nothing_behind() {
        fixture.pollScheduler.signalled(JOB, new TaskId("0-9999999"));
        fixture.timetable.pass(SECOND);

        assertThat(fixture.pollScheduler.backlog()).isZero();
    }
}
