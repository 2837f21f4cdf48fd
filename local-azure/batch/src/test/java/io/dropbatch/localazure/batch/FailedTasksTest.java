package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.protocol.models.ExitCodeMapping;
import com.microsoft.azure.batch.protocol.models.ExitConditions;
import com.microsoft.azure.batch.protocol.models.ExitOptions;
import com.microsoft.azure.batch.protocol.models.JobAction;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobState;
import com.microsoft.azure.batch.protocol.models.OnTaskFailure;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failed task ends or disables its job, when both say so. */
class FailedTasksTest {

    @TempDir
    static Path folder;

    static LocalAccount account;

    @BeforeAll
    static void start() throws Exception {
        account = new LocalAccount(folder);
        account.pool("p", 1, 2);
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void a_failed_task_ends_its_job_with_what_else_runs_there() throws Exception {
        attentiveJob("ends");
        account.run("ends", aTask("runs", "sleep 986"), aTask("fails", "false"), aTask("waits", "true"));

        assertThat(account.completed("ends").executionInfo().terminateReason()).isEqualTo("TaskFailed");
        assertThat(account.task("ends", "runs").executionInfo().failureInfo().code())
                .isEqualTo("TaskEnded");
    }

    @Test
    void a_job_is_disabled_and_its_tasks_given_back_when_the_exit_code_says_so() throws Exception {
        attentiveJob("rests");
        account.run("rests", aTask("runs", "sleep 987"));
        account.running("rests", "runs");
        account.run("rests", exiting("fails", 3, JobAction.DISABLE));

        Await.until(
                "it is disabled",
                () -> account.client.jobOperations().getJob("rests").state() == JobState.DISABLED);

        assertThat(account.task("rests", "runs").state()).isEqualTo(TaskState.ACTIVE);
        account.client.jobOperations().deleteJob("rests");
    }

    @Test
    void an_exit_code_can_be_told_to_do_nothing_and_even_success_to_end_the_job() throws Exception {
        attentiveJob("told");
        account.run("told", exiting("ignored", 3, JobAction.NONE));
        account.completed("told", "ignored");
        assertThat(account.client.jobOperations().getJob("told").state()).isEqualTo(JobState.ACTIVE);

        account.run("told", exiting("found", 0, JobAction.TERMINATE));

        assertThat(account.completed("told").executionInfo().terminateReason()).isEqualTo("TaskFailed");
    }

    private static TaskAddParameter exiting(String id, int code, JobAction action) {
        return aTask(id, "/bin/sh -c 'exit " + code + "'")
                .withExitConditions(new ExitConditions()
                        .withExitCodes(List.of(new ExitCodeMapping()
                                .withCode(code)
                                .withExitOptions(new ExitOptions().withJobAction(action)))));
    }

    private static void attentiveJob(String id) throws Exception {
        account.job(new JobAddParameter()
                .withId(id)
                .withOnTaskFailure(OnTaskFailure.PERFORM_EXIT_OPTIONS_JOB_ACTION)
                .withPoolInfo(new PoolInformation().withPoolId("p")));
    }
}
