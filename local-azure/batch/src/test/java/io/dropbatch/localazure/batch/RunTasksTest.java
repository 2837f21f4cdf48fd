package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.EnvironmentSetting;
import com.microsoft.azure.batch.protocol.models.ErrorCategory;
import com.microsoft.azure.batch.protocol.models.TaskConstraints;
import com.microsoft.azure.batch.protocol.models.TaskExecutionResult;
import com.microsoft.azure.batch.protocol.models.TaskState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.joda.time.Period;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks really run, as processes, as the Java client of Azure sees it. */
class RunTasksTest {

    @TempDir
    static Path folder;

    static LocalAccount account;

    @BeforeAll
    static void start() throws Exception {
        account = new LocalAccount(folder);
        account.pool("p", 2, 4);
        account.job("j", "p");
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void runs_a_command_and_keeps_its_output() throws Exception {
        account.run("j", aTask("hello", "/bin/sh -c 'echo hello; echo oops >&2'"));

        CloudTask task = account.completed("j", "hello");

        assertThat(task.executionInfo().exitCode()).isZero();
        assertThat(task.executionInfo().result()).isEqualTo(TaskExecutionResult.SUCCESS);
        assertThat(task.previousState()).isEqualTo(TaskState.RUNNING);
        assertThat(task.nodeInfo().taskRootDirectory()).isEqualTo("workitems/j/job-1/hello");
        assertThat(account.file("j", "hello", "stdout.txt")).isEqualTo("hello\n");
        assertThat(account.file("j", "hello", "stderr.txt")).isEqualTo("oops\n");
    }

    @Test
    void a_failing_command_fails_the_task() throws Exception {
        account.run("j", aTask("fails", "/bin/sh -c 'exit 7'"));

        CloudTask task = account.completed("j", "fails");

        assertThat(task.executionInfo().exitCode()).isEqualTo(7);
        assertThat(task.executionInfo().failureInfo().code()).isEqualTo("FailureExitCode");
        assertThat(task.executionInfo().failureInfo().category()).isEqualTo(ErrorCategory.USER_ERROR);
    }

    @Test
    void no_shell_is_used_unless_the_command_names_one() throws Exception {
        account.run("j", aTask("noshell", "echo $HOME ; touch x '*'"));

        account.completed("j", "noshell");

        assertThat(account.file("j", "noshell", "stdout.txt")).isEqualTo("$HOME ; touch x *\n");
    }

    @Test
    void a_program_that_is_not_there_is_reported_as_such() throws Exception {
        account.run("j", aTask("nowhere", "no-such-program"), aTask("quote", "echo 'open"));

        CloudTask task = account.completed("j", "nowhere");

        assertThat(task.executionInfo().failureInfo().code()).isEqualTo("CommandProgramNotFound");
        assertThat(task.executionInfo().exitCode()).isNull();
        assertThat(account.completed("j", "quote").executionInfo().failureInfo().code())
                .isEqualTo("CommandLaunchFailed");
    }

    @Test
    void a_task_sees_its_own_environment_and_nothing_of_the_servers() throws Exception {
        account.run(
                "j",
                aTask("env", "/usr/bin/env -0")
                        .withEnvironmentSettings(List.of(
                                new EnvironmentSetting().withName("HOSTILE").withValue("a\n$(touch x)'\"; ünï"))));

        account.completed("j", "env");
        List<String> environment =
                List.of(account.file("j", "env", "stdout.txt").split("\0"));

        assertThat(environment)
                .contains(
                        "HOSTILE=a\n$(touch x)'\"; ünï",
                        "AZ_BATCH_JOB_ID=j",
                        "AZ_BATCH_TASK_ID=env",
                        "AZ_BATCH_POOL_ID=p",
                        "AZ_BATCH_ACCOUNT_NAME=localbatch",
                        "LANG=C.UTF-8");
        assertThat(value(environment, "PATH")).startsWith(System.getProperty("java.home") + "/bin:");
        assertThat(value(environment, "HOME")).isEqualTo(value(environment, "AZ_BATCH_TASK_WORKING_DIR"));
        assertThat(environment).noneMatch(setting -> setting.startsWith("MAVEN_") || setting.startsWith("USER="));
    }

    @Test
    void repeats_a_task_that_exits_with_a_failure() throws Exception {
        account.run(
                "j",
                aTask("retried", "/bin/sh -c 'exit 1'")
                        .withConstraints(new TaskConstraints().withMaxTaskRetryCount(2)));

        CloudTask task = account.completed("j", "retried");

        assertThat(task.executionInfo().retryCount()).isEqualTo(2);
        assertThat(task.executionInfo().lastRetryTime()).isNotNull();
        assertThat(task.executionInfo().result()).isEqualTo(TaskExecutionResult.FAILURE);
    }

    @Test
    void the_time_limit_ends_a_task_with_all_its_processes() throws Exception {
        account.run(
                "j",
                aTask("slow", "/bin/sh -c '(setsid sleep 977 &) ; sleep 977'")
                        .withConstraints(new TaskConstraints()
                                .withMaxWallClockTime(Period.millis(300))
                                .withMaxTaskRetryCount(5)));

        CloudTask task = account.completed("j", "slow");

        assertThat(task.executionInfo().failureInfo().code()).isEqualTo("TaskEnded");
        assertThat(task.executionInfo().retryCount()).isZero();
        assertThat(processes("sleep 977")).isEmpty();
    }

    @Test
    void what_a_task_leaves_running_ends_with_it_in_whatever_session() throws Exception {
        account.run(
                "j",
                aTask("session", "/bin/sh -c 'setsid sleep 973 &'"),
                aTask("orphan", "/bin/sh -c '(setsid sh -c \"sleep 974 & exit\" &) ; exit 3'"),
                aTask("deaf", "/bin/sh -c 'nohup sh -c \"trap : TERM HUP; sleep 975; :\" &'"));

        for (String task : List.of("session", "orphan", "deaf")) {
            account.completed("j", task);
        }

        assertThat(processes("sleep 973")).isEmpty();
        assertThat(processes("sleep 974")).isEmpty();
        assertThat(processes("sleep 975")).isEmpty();
    }

    @Test
    void terminating_a_task_ends_its_processes() throws Exception {
        account.run("j", aTask("endless", "/bin/sh -c 'sleep 978 & sleep 978'"));
        account.running("j", "endless");

        account.client.taskOperations().terminateTask("j", "endless");

        assertThat(account.completed("j", "endless")
                        .executionInfo()
                        .failureInfo()
                        .code())
                .isEqualTo("TaskEnded");
        assertThat(processes("sleep 978")).isEmpty();
    }

    @Test
    void a_failed_task_runs_again_when_it_is_reactivated() throws Exception {
        account.run("j", aTask("again", "/bin/sh -c 'exit 1'"));
        CloudTask first = account.completed("j", "again");

        account.client.taskOperations().reactivateTask("j", "again");
        Await.until("it has run again", () -> {
            CloudTask task = account.task("j", "again");
            return task.state() == TaskState.COMPLETED
                    && task.stateTransitionTime().isAfter(first.stateTransitionTime());
        });

        assertThat(account.task("j", "again").executionInfo().retryCount()).isZero();
    }

    @Test
    void deleting_a_running_task_ends_it_and_removes_its_files() throws Exception {
        account.run("j", aTask("gone", "sleep 979"));
        account.running("j", "gone");
        String directory = account.task("j", "gone").nodeInfo().nodeId();

        account.client.taskOperations().deleteTask("j", "gone");

        Await.until("its process is gone", () -> processes("sleep 979").isEmpty());
        Path files = folder.resolve("nodes/p").resolve(directory).resolve("workitems/j/job-1/gone");
        Await.until("its files are gone", () -> !files.toFile().exists());
    }

    private static String value(List<String> environment, String name) {
        return environment.stream()
                .filter(setting -> setting.startsWith(name + "="))
                .map(setting -> setting.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private static List<ProcessHandle> processes(String commandLine) {
        return ProcessHandle.allProcesses()
                .filter(process -> Optional.of(process)
                        .flatMap(handle -> handle.info().arguments())
                        .map(arguments -> "sleep " + String.join(" ", arguments))
                        .orElse("")
                        .equals(commandLine))
                .toList();
    }
}
