package io.dropbatch.monitor.app.port;

import static io.dropbatch.monitor.ExampleWatches.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.batch.BatchTerminateReason;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.monitor.domain.LevelActivity;
import io.dropbatch.monitor.domain.failure.EndedTask;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.NodePreparation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract of every {@link BatchObserver}, including the scripted one of the tests. */
public abstract class BatchObserverContract {

    private static final AtomicInteger ATTEMPTS = new AtomicInteger();

    private final JobId job = JobId.of(SUBMISSION, ATTEMPTS.incrementAndGet());

    /** The account under test. */
    protected abstract BatchObserver account();

    /** Makes a job in a pool that can run tasks. */
    protected abstract void createJob(JobId newJob);

    /** Runs tasks until Batch calls them completed. */
    protected abstract void run(JobId inJob, int exitCode, TaskId... tasks);

    /** Adds a task and waits until it runs, which it does for long. */
    protected abstract void begin(JobId inJob, TaskId task);

    /** Ends a task that runs, as somebody does who has a Batch account at hand, and waits until Batch calls it completed. */
    protected abstract void end(JobId inJob, TaskId task);

    /** Adds a task and ends it before it runs. */
    protected abstract void endBeforeItRuns(JobId inJob, TaskId task);

    /** Adds a task that runs until its time limit. */
    protected abstract void runOutOfTime(JobId inJob, TaskId task);

    protected abstract void terminate(JobId running, String reason);

    /** Stops a job at its budget, as the scheduler does. */
    protected abstract void stopAtBudget(JobId running);

    /** As the scheduler does because somebody asked for it. */
    protected abstract void pause(JobId running);

    /** Makes a job with a task whose node cannot be prepared, and waits until that has shown. */
    protected abstract void createJobThatCannotBePrepared(JobId newJob, String errorOutput);

    @Test
    void lists_what_ended_with_its_result() {
        createJob(job);
        run(job, 0, TaskId.of(0, 1));
        run(job, 3, TaskId.of(0, 2));

        List<EndedTask> ended = endedTasks("0-", Instant.EPOCH);

        assertThat(ended).hasSize(2);
        assertThat(ended).filteredOn(EndedTask::success).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo(TaskId.of(0, 1));
            assertThat(task.exitCode()).isZero();
            assertThat(task.node()).isNotEmpty();
            assertThat(task.startedAt()).isBeforeOrEqualTo(task.endedAt());
        });
        assertThat(ended).filteredOn(task -> !task.success()).singleElement().satisfies(task -> {
            assertThat(task.exitCode()).isEqualTo(3);
            assertThat(task.trouble().code()).isEqualTo(FailureCode.USER_EXIT);
        });
    }

    @Test
    void lists_only_one_level_or_slice_of_it() {
        createJob(job);
        run(job, 0, TaskId.of(0, 1), TaskId.of(1, 1), TaskId.of(1, 1000));

        assertThat(endedTasks("1-", Instant.EPOCH)).hasSize(2);
        assertThat(endedTasks("1-001", Instant.EPOCH)).extracting(EndedTask::id).containsExactly(TaskId.of(1, 1000));
    }

    @Test
    void lists_only_later_transitions_when_asked_to() {
        createJob(job);
        run(job, 0, TaskId.of(0, 1));
        Instant first = endedTasks("0-", Instant.EPOCH).getFirst().changedAt();
        run(job, 0, TaskId.of(0, 2));

        List<EndedTask> later = endedTasks("0-", first.plusMillis(1));

        assertThat(later).extracting(EndedTask::id).containsExactly(TaskId.of(0, 2));
    }

    @Test
    void knows_whether_a_task_of_the_level_has_begun() {
        createJob(job);
        LevelActivity before = account().activity(job, "0-");
        run(job, 0, TaskId.of(0, 1));

        assertThat(before).isEqualTo(LevelActivity.NOTHING);
        assertThat(account().activity(job, "0-")).isEqualTo(LevelActivity.STARTED);
        assertThat(account().activity(job, "1-")).isEqualTo(LevelActivity.NOTHING);
        assertThat(account().activity(JobId.of(SUBMISSION, 9999), "0-")).isEqualTo(LevelActivity.NOTHING);
    }

    @Test
    void a_task_that_was_ended_before_it_ran_has_not_begun_and_hides_none_that_runs() {
        createJob(job);
        endBeforeItRuns(job, TaskId.of(0, 1));
        LevelActivity before = account().activity(job, "0-");
        begin(job, TaskId.of(0, 2));
        LevelActivity running = account().activity(job, "0-");
        end(job, TaskId.of(0, 2));

        assertThat(before).isEqualTo(LevelActivity.ENDED);
        assertThat(running).isEqualTo(LevelActivity.STARTED);
    }

    @Test
    void lists_what_somebody_ended_as_cancelled_whether_it_had_begun_or_not() {
        createJob(job);
        endBeforeItRuns(job, TaskId.of(0, 1));
        begin(job, TaskId.of(0, 2));
        end(job, TaskId.of(0, 2));

        List<EndedTask> ended = endedTasks("0-", Instant.EPOCH);

        assertThat(ended).hasSize(2).noneMatch(EndedTask::success).allSatisfy(task -> {
            assertThat(task.trouble().code()).isEqualTo(FailureCode.CANCELLED);
            assertThat(task.changedAt()).isAfter(Instant.EPOCH);
        });
        assertThat(ended)
                .filteredOn(EndedTask::hasBegun)
                .extracting(EndedTask::id)
                .containsExactly(TaskId.of(0, 2));
    }

    @Test
    void tells_a_task_that_reached_its_limit_of_time_from_one_that_somebody_ended() {
        createJob(job);
        runOutOfTime(job, TaskId.of(0, 1));

        assertThat(endedTasks("0-", Instant.EPOCH))
                .singleElement()
                .satisfies(task -> assertThat(task.trouble().code()).isEqualTo(FailureCode.TIMEOUT));
    }

    @Test
    void counts_what_has_completed() {
        createJob(job);
        run(job, 0, TaskId.of(0, 1), TaskId.of(0, 2));

        assertThat(account().totals(job).completed()).isEqualTo(2);
    }

    @Test
    void knows_when_there_is_no_such_job_or_pool() {
        assertThat(account().endedTasks(job, "0-", Instant.EPOCH, task -> {})).isFalse();
        assertThat(account().job(job)).isEqualTo(new JobCondition.Gone());
        assertThat(account().totals(job).completed()).isZero();
        assertThat(account().preparations(job)).isEmpty();
        assertThat(account().pool("no-such-pool")).isEmpty();
    }

    @Test
    void tells_why_a_job_ended() {
        createJob(job);
        JobCondition before = account().job(job);

        terminate(job, "enough");

        assertThat(before).isEqualTo(new JobCondition.Running());
        assertThat(account().job(job)).isEqualTo(new JobCondition.Ended("enough"));
    }

    @Test
    void tells_a_job_that_stops_at_its_budget_from_one_that_somebody_disabled() {
        createJob(job);

        stopAtBudget(job);
        assertThat(account().job(job)).isEqualTo(new JobCondition.Stopping());

        terminate(job, BatchTerminateReason.BUDGET);
        assertThat(account().job(job)).isEqualTo(new JobCondition.OutOfBudget());
    }

    @Test
    void tells_a_job_that_pauses_from_one_that_somebody_disabled() {
        createJob(job);

        pause(job);

        assertThat(account().job(job)).isEqualTo(new JobCondition.Paused());
    }

    @Test
    void tells_what_a_failed_preparation_wrote() {
        createJobThatCannotBePrepared(job, "dropbatch: application-missing: not there");

        List<NodePreparation> preparations = account().preparations(job);

        assertThat(preparations).singleElement().satisfies(preparation -> {
            assertThat(preparation.state()).isEqualTo(NodePreparation.State.FAILED);
            assertThat(preparation.exitCode()).isEqualTo(70);
            assertThat(account().errorOutput(preparation))
                    .hasValueSatisfying(bytes ->
                            assertThat(bytes).asString().contains("dropbatch: application-missing: not there"));
        });
    }

    private List<EndedTask> endedTasks(String prefix, Instant since) {
        List<EndedTask> ended = new ArrayList<>();
        assertThat(account().endedTasks(job, prefix, since, ended::add)).isTrue();
        return ended;
    }
}
