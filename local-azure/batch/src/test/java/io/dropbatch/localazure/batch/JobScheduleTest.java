package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.DetailLevel;
import com.microsoft.azure.batch.JobScheduleOperations;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.CloudJob;
import com.microsoft.azure.batch.protocol.models.CloudJobSchedule;
import com.microsoft.azure.batch.protocol.models.JobManagerTask;
import com.microsoft.azure.batch.protocol.models.JobScheduleState;
import com.microsoft.azure.batch.protocol.models.JobSpecification;
import com.microsoft.azure.batch.protocol.models.JobState;
import com.microsoft.azure.batch.protocol.models.OnAllTasksComplete;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.joda.time.DateTime;
import org.joda.time.Period;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job schedules make jobs at their times, one at a time, and end with them. */
class JobScheduleTest {

    @TempDir
    static Path folder;

    static final SteppedClock clock = new SteppedClock(Instant.now());
    static LocalAccount account;

    @BeforeAll
    static void start() throws Exception {
        account = new LocalAccount(folder, options -> options.withClock(clock));
        account.pool("p", 1, 4);
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void a_schedule_without_recurrence_makes_one_job_and_ends_with_it() throws Exception {
        schedules().createJobSchedule("once", new Schedule(), aJob());

        CloudJobSchedule active = schedules().getJobSchedule("once");
        assertThat(active.state()).isEqualTo(JobScheduleState.ACTIVE);
        assertThat(active.executionInfo().recentJob().id()).isEqualTo("once:job-1");
        assertThat(active.executionInfo().nextRunTime()).isNull();
        account.run("once:job-1", aTask("a", "/bin/sh -c 'echo $AZ_BATCH_JOB_ID in $AZ_BATCH_TASK_DIR'"));
        assertThat(account.completed("once:job-1", "a").nodeInfo().taskRootDirectory())
                .isEqualTo("workitems/once/job-1/a");
        assertThat(account.file("once:job-1", "a", "stdout.txt"))
                .startsWith("once:job-1 in ")
                .endsWith("/workitems/once/job-1/a\n");
        account.client.jobOperations().terminateJob("once:job-1", "done");

        state("once", JobScheduleState.COMPLETED);
        assertThat(schedules().getJobSchedule("once").executionInfo().endTime()).isNotNull();
        refused("JobScheduleCompleted", () -> schedules().disableJobSchedule("once"));
        refused("JobScheduleExists", () -> schedules().createJobSchedule("ONCE", new Schedule(), aJob()));
    }

    @Test
    void a_recurring_schedule_makes_the_next_job_when_its_time_has_come_and_the_former_is_done() throws Exception {
        schedules().createJobSchedule("hourly", new Schedule().withRecurrenceInterval(Period.hours(1)), aJob());
        DateTime second = schedules().getJobSchedule("hourly").executionInfo().nextRunTime();

        advance(Duration.ofHours(1));

        assertThat(jobs("hourly")).containsExactly("hourly:job-1");
        account.client.jobOperations().terminateJob("hourly:job-1", "done");
        account.completed("hourly:job-1");
        Await.until("the second job is there", () -> jobs("hourly").size() == 2);
        CloudJobSchedule schedule = schedules().getJobSchedule("hourly");
        assertThat(schedule.executionInfo().recentJob().id()).isEqualTo("hourly:job-2");
        assertThat(schedule.executionInfo().nextRunTime()).isEqualTo(second.plusHours(1));
        schedules().deleteJobSchedule("hourly");
        gone("hourly");
        refused("JobNotFound", () -> account.client.jobOperations().getJob("hourly:job-2"));
    }

    @Test
    void a_job_waits_for_its_time() throws Exception {
        DateTime soon = new DateTime(clock.millis() + 60_000);
        schedules().createJobSchedule("soon", new Schedule().withDoNotRunUntil(soon), aJob());
        assertThat(jobs("soon")).isEmpty();

        advance(Duration.ofMinutes(1));

        assertThat(jobs("soon")).containsExactly("soon:job-1");
        assertThat(account.client.jobOperations().getJob("soon:job-1").creationTime())
                .isGreaterThanOrEqualTo(soon);
    }

    @Test
    void a_disabled_schedule_makes_no_job_until_it_is_enabled() throws Exception {
        schedules()
                .createJobSchedule(
                        "rests",
                        new Schedule()
                                .withRecurrenceInterval(Period.minutes(10))
                                .withDoNotRunUntil(new DateTime(clock.millis() + 60_000)),
                        aJob());
        schedules().disableJobSchedule("rests");
        refused("JobScheduleDisabled", () -> schedules().disableJobSchedule("rests"));

        advance(Duration.ofMinutes(2));

        assertThat(jobs("rests")).isEmpty();
        assertThat(schedules().getJobSchedule("rests").previousState()).isEqualTo(JobScheduleState.ACTIVE);
        schedules().enableJobSchedule("rests");
        assertThat(jobs("rests")).containsExactly("rests:job-1");
    }

    @Test
    void a_terminated_schedule_ends_its_job_and_says_so() throws Exception {
        schedules().createJobSchedule("ends", new Schedule().withRecurrenceInterval(Period.minutes(10)), aJob());
        account.run("ends:job-1", aTask("a", "sleep 986"));
        account.running("ends:job-1", "a");

        schedules().terminateJobSchedule("ends");

        state("ends", JobScheduleState.COMPLETED);
        CloudJob job = account.client.jobOperations().getJob("ends:job-1");
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.executionInfo().terminateReason()).isEqualTo("TerminateJobSchedule");
    }

    @Test
    void a_deleted_schedule_takes_its_jobs_and_their_files_along() throws Exception {
        schedules().createJobSchedule("leaves", new Schedule(), aJob());
        account.run("leaves:job-1", aTask("a", "true"));
        String node = account.completed("leaves:job-1", "a").nodeInfo().nodeId();
        Path files = folder.resolve("nodes/p").resolve(node).resolve("workitems/leaves");
        assertThat(files).isDirectory();

        schedules().deleteJobSchedule("leaves");

        gone("leaves");
        // The schedule leaves its account just before its files go.
        Await.until("its files are gone", () -> !Files.exists(files));
        refused("JobScheduleNotFound", () -> schedules().getJobSchedule("leaves"));
    }

    @Test
    void a_change_shapes_the_jobs_that_come_after_it() throws Exception {
        schedules().createJobSchedule("changes", new Schedule().withRecurrenceInterval(Period.minutes(10)), aJob());

        schedules().patchJobSchedule("changes", null, aJob().withPriority(7), null);

        assertThat(account.client.jobOperations().getJob("changes:job-1").priority())
                .isZero();
        account.client.jobOperations().terminateJob("changes:job-1", "done");
        account.completed("changes:job-1");
        advance(Duration.ofMinutes(10));
        assertThat(account.client.jobOperations().getJob("changes:job-2").priority())
                .isEqualTo(7);
        assertThat(schedules().getJobSchedule("changes").jobSpecification().priority())
                .isEqualTo(7);
        assertThat(schedules().getJobSchedule("changes").schedule().recurrenceInterval())
                .isEqualTo(Period.minutes(10));

        schedules().updateJobSchedule("changes", new Schedule(), aJob());

        assertThat(schedules().getJobSchedule("changes").schedule().recurrenceInterval())
                .isNull();
        assertThat(schedules().getJobSchedule("changes").jobSpecification().priority())
                .isZero();
    }

    @Test
    void jobs_that_have_nothing_to_do_end_at_once_and_the_schedule_goes_on() throws Exception {
        schedules()
                .createJobSchedule(
                        "idle",
                        new Schedule()
                                .withRecurrenceInterval(Period.minutes(10))
                                .withDoNotRunAfter(new DateTime(clock.millis() + 25 * 60_000)),
                        aJob().withOnAllTasksComplete(OnAllTasksComplete.TERMINATE_JOB));
        advance(Duration.ofMinutes(10));
        advance(Duration.ofMinutes(10));
        assertThat(jobs("idle")).containsExactly("idle:job-1", "idle:job-2", "idle:job-3");
        assertThat(schedules().getJobSchedule("idle").state()).isEqualTo(JobScheduleState.ACTIVE);

        advance(Duration.ofMinutes(10));

        assertThat(schedules().getJobSchedule("idle").state()).isEqualTo(JobScheduleState.COMPLETED);
        assertThat(jobs("idle")).hasSize(3);
    }

    @Test
    void a_job_manager_does_the_work_of_each_job_and_ends_it() throws Exception {
        schedules()
                .createJobSchedule(
                        "managed",
                        new Schedule().withRecurrenceInterval(Period.minutes(10)),
                        aJob().withJobManagerTask(new JobManagerTask()
                                .withId("manager")
                                .withCommandLine("/bin/sh -c 'echo $AZ_BATCH_JOB_ID'")
                                .withKillJobOnCompletion(true)));

        CloudJob first = account.completed("managed:job-1");

        assertThat(first.executionInfo().terminateReason()).isEqualTo("JMComplete");
        assertThat(account.file("managed:job-1", "manager", "stdout.txt")).isEqualTo("managed:job-1\n");
        advance(Duration.ofMinutes(10));
        account.completed("managed:job-2");
    }

    @Test
    void schedules_are_listed_filtered_and_selected() throws Exception {
        schedules().createJobSchedule("listed", new Schedule(), aJob());

        List<CloudJobSchedule> found = schedules()
                .listJobSchedules(new DetailLevel.Builder()
                        .withFilterClause("startswith(id,'list') and state eq 'active'")
                        .withSelectClause("id,state")
                        .build());

        assertThat(found).extracting(CloudJobSchedule::id).containsExactly("listed");
        assertThat(found.get(0).url()).isNull();
        assertThat(schedules().existsJobSchedule("listed")).isTrue();
        assertThat(schedules().existsJobSchedule("nowhere")).isFalse();
    }

    @Test
    void jobs_and_schedules_do_not_share_a_name() throws Exception {
        account.job("taken", "p");
        schedules().createJobSchedule("held", new Schedule(), aJob());

        refused("JobWithSameIdExists", () -> schedules().createJobSchedule("taken", new Schedule(), aJob()));
        refused("JobScheduleWithSameIdExists", () -> account.job("Held", "p"));
        refused("InvalidPropertyValue", () -> account.job("held:job-2", "p"));
        refused(
                "InvalidPropertyValue",
                () -> schedules()
                        .createJobSchedule("hasty", new Schedule().withRecurrenceInterval(Period.seconds(59)), aJob()));
    }

    @Test
    void a_schedule_goes_on_after_a_restart_and_repeats_nothing() throws Exception {
        Path data = Files.createTempDirectory(folder, "restarted");
        SteppedClock own = new SteppedClock(Instant.now());
        try (LocalAccount first = new LocalAccount(data, options -> options.withClock(own))) {
            first.pool("p", 1, 1);
            first.client
                    .jobScheduleOperations()
                    .createJobSchedule(
                            "s",
                            new Schedule().withRecurrenceInterval(Period.minutes(10)),
                            aJob().withOnAllTasksComplete(OnAllTasksComplete.TERMINATE_JOB));
        }
        own.advance(Duration.ofMinutes(35));

        try (LocalAccount second = new LocalAccount(data, options -> options.withClock(own))) {
            // Two windows have passed unseen; the third is open.
            assertThat(second.client.jobOperations().listJobs("s")).hasSize(2);
        }
        try (LocalAccount third = new LocalAccount(data, options -> options.withClock(own))) {
            assertThat(third.client.jobOperations().listJobs("s")).hasSize(2);
            assertThat(third.client
                            .jobScheduleOperations()
                            .getJobSchedule("s")
                            .executionInfo()
                            .recentJob()
                            .id())
                    .isEqualTo("s:job-2");
        }
    }

    private static JobScheduleOperations schedules() {
        return account.client.jobScheduleOperations();
    }

    private static JobSpecification aJob() {
        return new JobSpecification().withPoolInfo(new PoolInformation().withPoolId("p"));
    }

    private static List<String> jobs(String schedule) throws Exception {
        return account.client.jobOperations().listJobs(schedule).stream()
                .map(CloudJob::id)
                .toList();
    }

    private static void advance(Duration by) {
        clock.advance(by.plusSeconds(1));
    }

    private static void state(String schedule, JobScheduleState expected) throws Exception {
        Await.until(
                schedule + " is " + expected,
                () -> schedules().getJobSchedule(schedule).state() == expected);
    }

    private static void gone(String schedule) throws Exception {
        Await.until(schedule + " is gone", () -> !schedules().existsJobSchedule(schedule));
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        e -> assertThat(e.body().code()).isEqualTo(code));
    }
}
