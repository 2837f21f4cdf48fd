package io.dropbatch.scheduler.app.port;

import static io.dropbatch.scheduler.ExampleJobs.UBUNTU_POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.planning.task.JobSpec;
import io.dropbatch.planning.task.TaskSpec;
import io.dropbatch.scheduler.ExampleJobs;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every compute account, Azure Batch's and the one in memory. */
public abstract class ComputeAccountContract {

    private static final Duration HOUR = Duration.ofHours(1);

    private ComputeAccount account;
    private Instant now;

    /** An account without jobs. */
    protected abstract ComputeAccount account();

    /** Makes sure that the account has the pool that the jobs run on. */
    protected abstract void givePool();

    /** The time by the account's clock. */
    protected abstract Instant now();

    /** The ids of a job's tasks. */
    protected abstract List<String> tasksOf(JobId job);

    /** The ids of a job's tasks that have ended. */
    protected abstract List<String> endedTasksOf(JobId job);

    /** How long the account may take. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    @BeforeEach
    void prepare() {
        account = account();
        now = now();
    }

    @Test
    void a_job_is_created_even_as_long_as_its_pool_is_not_there() {
        JobSpec job = aJob("without-pool");

        assertDone(account.createJob(job));

        assertThat(account.activeJobs(now.plus(HOUR))).containsExactly(job.id());
    }

    @Test
    void a_job_that_is_created_twice_is_there_once() {
        JobId job = created("twice");

        assertDone(account.createJob(aJob("twice")));

        assertThat(account.activeJobs(now.plus(HOUR))).containsExactly(job);
    }

    @Test
    void jobs_that_were_created_later_are_not_listed_as_active() {
        created("young");

        assertThat(account.activeJobs(now.minus(HOUR))).isEmpty();
    }

    @Test
    void tasks_that_are_added_twice_are_there_once() {
        JobId job = created("tasks");

        assertDone(account.addTasks(job, HOUR, tasks(1, 2)));
        assertDone(account.addTasks(job, HOUR, tasks(1, 2, 3)));

        assertThat(tasksOf(job)).containsExactlyInAnyOrder("0-000001", "0-000002", "0-000003");
    }

    @Test
    void tasks_of_a_job_that_is_not_there_are_refused_for_ever() {
        assertCancelled(account.addTasks(aJob("gone").id(), HOUR, tasks(1)));
    }

    @Test
    void a_job_that_has_ended_takes_no_tasks_any_more() {
        JobId job = ended("ended");

        assertCancelled(account.addTasks(job, HOUR, tasks(1)));
    }

    @Test
    void a_job_that_has_ended_is_listed_as_ended_and_no_longer_as_active() {
        JobId job = ended("ended");

        assertThat(account.endedJobs(now.plus(HOUR))).containsExactly(job);
        assertThat(account.endedJobs(now.minus(HOUR))).isEmpty();
        assertThat(account.activeJobs(now.plus(HOUR))).isEmpty();
    }

    @Test
    void a_job_is_terminated_again_and_one_that_never_was_too() {
        JobId job = ended("again");

        assertDone(account.terminate(job));
        assertDone(account.terminate(aJob("never").id()));
    }

    @Test
    void a_task_is_ended_alone_and_again_and_one_that_never_was_too() {
        JobId job = created("one-task");
        assertDone(account.addTasks(job, HOUR, tasks(1, 2)));

        assertDone(account.terminateTask(job, TaskId.of(0, 1)));
        assertDone(account.terminateTask(job, TaskId.of(0, 1)));
        assertDone(account.terminateTask(job, TaskId.of(0, 3)));
        assertDone(account.terminateTask(aJob("never").id(), TaskId.of(0, 1)));

        assertThat(endedTasksOf(job)).containsExactly("0-000001");
        assertThat(account.activeJobs(now.plus(HOUR))).containsExactly(job);
    }

    @Test
    void tasks_of_a_job_that_has_ended_are_ended() {
        assertDone(account.terminateTask(ended("all-ended"), TaskId.of(0, 1)));
    }

    @Test
    void a_job_that_is_stopped_at_its_budget_waits_without_tasks_until_it_is_ended() {
        JobId job = created("budget");
        assertThat(account.activity(job)).isEqualTo(JobActivity.ACTIVE);

        assertDone(account.stopAtBudget(job));
        assertDone(account.stopAtBudget(job));
        await().atMost(patience()).until(() -> account.activity(job) == JobActivity.DISABLED);
        assertThat(account.activeJobs(now.plus(HOUR))).containsExactly(job);

        assertDone(account.terminateAtBudget(job));
        assertDone(account.terminateAtBudget(job));
        await().atMost(patience()).until(() -> account.activity(job) == JobActivity.ENDED);
        await().atMost(patience())
                .untilAsserted(
                        () -> assertThat(account.endedJobs(now.plus(HOUR))).contains(job));
    }

    @Test
    void a_job_pauses_and_goes_on_however_often_it_is_told() {
        JobId job = created("pause");

        assertDone(account.pause(job));
        assertDone(account.pause(job));
        await().atMost(patience()).until(() -> account.activity(job) == JobActivity.DISABLED);
        assertThat(account.activeJobs(now.plus(HOUR))).containsExactly(job);

        assertDone(account.resume(job));
        assertDone(account.resume(job));
        await().atMost(patience()).until(() -> account.activity(job) == JobActivity.ACTIVE);
    }

    @Test
    void a_job_that_stops_at_its_budget_is_not_resumed() {
        JobId job = created("spent");
        assertDone(account.pause(job));
        assertDone(account.stopAtBudget(job));

        assertDone(account.resume(job));
        assertDone(account.pause(job));

        await().atMost(patience()).until(() -> account.activity(job) == JobActivity.DISABLED);
    }

    @Test
    void a_job_that_never_was_pauses_and_goes_on() {
        JobId never = aJob("never").id();

        assertDone(account.pause(never));
        assertDone(account.resume(never));
    }

    @Test
    void a_job_that_never_was_has_ended_and_can_be_stopped() {
        JobId never = aJob("never").id();

        assertThat(account.activity(never)).isEqualTo(JobActivity.ENDED);
        assertDone(account.stopAtBudget(never));
        assertDone(account.terminateAtBudget(never));
    }

    @Test
    void a_job_that_is_deleted_is_gone_and_may_be_deleted_again() {
        JobId job = ended("deleted");

        assertDone(account.delete(job));
        await().atMost(patience())
                .untilAsserted(
                        () -> assertThat(account.endedJobs(now.plus(HOUR))).isEmpty());

        assertDone(account.delete(job));
    }

    private JobId created(String drop) {
        JobSpec job = aJob(drop);
        givePool();
        assertDone(account.createJob(job));
        return job.id();
    }

    private JobId ended(String drop) {
        JobId job = created(drop);
        assertDone(account.terminate(job));
        await().atMost(patience())
                .untilAsserted(
                        () -> assertThat(account.endedJobs(now.plus(HOUR))).contains(job));
        return job;
    }

    private static JobSpec aJob(String drop) {
        JobId id = JobId.of(ExampleJobs.submission("sum", drop), 1);
        return new JobSpec(id, UBUNTU_POOL.id(), 0, HOUR, Map.of(), List.of(), List.of(), Map.of());
    }

    private static Iterator<TaskSpec> tasks(int... indexes) {
        return Arrays.stream(indexes)
                .mapToObj(index -> new TaskSpec(TaskId.of(0, index), List.of(), List.of(), Map.of(), "sum/1", 0, HOUR))
                .iterator();
    }

    private static void assertDone(BatchAnswer answer) {
        assertThat(answer).isInstanceOf(BatchAnswer.Done.class);
    }

    private static void assertCancelled(BatchAnswer answer) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        BatchAnswer.Never.class,
                        never -> assertThat(never.reason().code()).isEqualTo(FailureCode.CANCELLED));
    }
}
