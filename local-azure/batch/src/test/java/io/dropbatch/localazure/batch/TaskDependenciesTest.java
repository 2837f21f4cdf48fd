package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.DependencyAction;
import com.microsoft.azure.batch.protocol.models.ExitCodeMapping;
import com.microsoft.azure.batch.protocol.models.ExitCodeRangeMapping;
import com.microsoft.azure.batch.protocol.models.ExitConditions;
import com.microsoft.azure.batch.protocol.models.ExitOptions;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.ResourceFile;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskDependencies;
import com.microsoft.azure.batch.protocol.models.TaskExecutionResult;
import com.microsoft.azure.batch.protocol.models.TaskIdRange;
import com.microsoft.azure.batch.protocol.models.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks wait for the tasks that they depend on. */
class TaskDependenciesTest {

    @TempDir
    static Path folder;

    static LocalAccount account;

    @BeforeAll
    static void start() throws Exception {
        account = new LocalAccount(folder);
        account.pool("p", 1, 4);
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void a_task_runs_after_those_it_names_whichever_was_added_first() throws Exception {
        dependentJob("ids");
        account.run("ids", after("last", "first", "Second"), aTask("first", "sleep 0.2"), after("second", "first"));

        CloudTask last = account.completed("ids", "last");

        assertThat(last.executionInfo().startTime())
                .isGreaterThanOrEqualTo(
                        account.task("ids", "second").executionInfo().endTime());
        assertThat(account.task("ids", "second").executionInfo().startTime())
                .isGreaterThanOrEqualTo(
                        account.task("ids", "first").executionInfo().endTime());
        assertThat(last.dependsOn().taskIds()).containsExactly("first", "Second");
    }

    @Test
    void a_blocked_task_is_active_and_counted_so() throws Exception {
        dependentJob("blocked");
        account.run("blocked", after("waits", "nobody"), aTask("runs", "true"));
        account.completed("blocked", "runs");

        assertThat(account.task("blocked", "waits").state()).isEqualTo(TaskState.ACTIVE);
        assertThat(account.client.jobOperations().getTaskCounts("blocked").active())
                .isEqualTo(1);
        account.run("blocked", aTask("nobody", "true"));
        assertThat(account.completed("blocked", "waits").executionInfo().exitCode())
                .isZero();
    }

    @Test
    void a_range_waits_for_every_number_and_takes_leading_zeros_for_nothing() throws Exception {
        dependentJob("range");
        Path gate = folder.resolve("range-gate");
        String gated = "/bin/sh -c 'until test -e " + gate + "; do sleep 0.01; done'";
        account.run("range", ranged("sum", 1, 12), aTask("009", "true"), aTask("9", "sleep 985"), aTask("12", gated));
        List<TaskAddParameter> numbers = new ArrayList<>();
        for (int i = 1; i <= 11; i++) {
            if (i != 9) {
                numbers.add(aTask("0" + i, "true"));
            }
        }
        Collections.shuffle(numbers, new Random(1));
        account.run("range", numbers.toArray(TaskAddParameter[]::new));
        for (TaskAddParameter number : numbers) {
            account.completed("range", number.id());
        }
        assertThat(account.task("range", "sum").state()).isEqualTo(TaskState.ACTIVE);

        Files.createFile(gate);

        assertThat(account.completed("range", "sum").executionInfo().exitCode()).isZero();
        assertThat(account.task("range", "9").state()).isEqualTo(TaskState.RUNNING);
        account.run("range", ranged("again", 2, 12));
        account.completed("range", "again");
    }

    @Test
    void a_failed_task_blocks_those_that_depend_on_it_until_it_succeeds() throws Exception {
        dependentJob("failed");
        Path gate = folder.resolve("failed-gate");
        account.run("failed", aTask("parent", "test -e " + gate), after("child", "parent"));
        assertThat(account.completed("failed", "parent").executionInfo().exitCode())
                .isEqualTo(1);
        assertThat(account.task("failed", "child").state()).isEqualTo(TaskState.ACTIVE);
        Files.createFile(gate);

        account.client.taskOperations().reactivateTask("failed", "parent");

        account.completed("failed", "child");
    }

    @Test
    void exit_conditions_say_what_blocks() throws Exception {
        dependentJob("conditions");
        ExitOptions satisfy = new ExitOptions().withDependencyAction(DependencyAction.SATISFY);
        ExitOptions block = new ExitOptions().withDependencyAction(DependencyAction.BLOCK);
        ExitConditions conditions = new ExitConditions()
                .withExitCodes(List.of(
                        new ExitCodeMapping().withCode(0).withExitOptions(block),
                        new ExitCodeMapping().withCode(5).withExitOptions(block)))
                .withExitCodeRanges(List.of(
                        new ExitCodeRangeMapping().withStart(4).withEnd(6).withExitOptions(satisfy)))
                .withPreProcessingError(satisfy);
        for (int code : List.of(0, 4, 5, 7)) {
            account.run(
                    "conditions",
                    aTask("exit" + code, "/bin/sh -c 'exit " + code + "'").withExitConditions(conditions),
                    after("after" + code, "exit" + code));
        }
        account.run(
                "conditions",
                aTask("unstarted", "true")
                        .withExitConditions(conditions)
                        .withResourceFiles(List.of(new ResourceFile()
                                .withHttpUrl("http://127.0.0.1:1/x")
                                .withFilePath("../escaped"))),
                after("afterUnstarted", "unstarted"));

        account.completed("conditions", "after4");
        for (String id : List.of("exit0", "exit5", "exit7")) {
            account.completed("conditions", id);
        }

        assertThat(account.task("conditions", "after0").state()).isEqualTo(TaskState.ACTIVE);
        assertThat(account.task("conditions", "after5").state()).isEqualTo(TaskState.ACTIVE);
        assertThat(account.task("conditions", "after7").state()).isEqualTo(TaskState.ACTIVE);
    }

    @Test
    void what_is_satisfied_stays_so_after_deletion_and_restart() throws Exception {
        Path data = folder.resolve("restarted");
        try (LocalAccount first = new LocalAccount(data)) {
            first.pool("p", 1, 1);
            first.job(aJob("j"));
            first.run("j", aTask("gone", "true"), aTask("7", "true"), after("child", "gone", "open"));
            first.completed("j", "gone");
            first.completed("j", "7");
            first.client.taskOperations().deleteTask("j", "gone");
            first.client.taskOperations().deleteTask("j", "7");
        }

        try (LocalAccount second = new LocalAccount(data)) {
            second.run("j", after("late", "GONE"), ranged("range", 7, 7));
            second.completed("j", "late");
            second.completed("j", "range");
            assertThat(second.task("j", "child").state()).isEqualTo(TaskState.ACTIVE);
            second.run("j", aTask("open", "true"));
            assertThat(second.completed("j", "child").executionInfo().result()).isEqualTo(TaskExecutionResult.SUCCESS);
        }
    }

    @Test
    void a_blocked_task_can_be_ended_and_waits_again_when_it_is_reactivated() throws Exception {
        dependentJob("ended");
        account.run("ended", after("child", "parent"));

        account.client.taskOperations().terminateTask("ended", "child");
        assertThat(account.task("ended", "child").state()).isEqualTo(TaskState.COMPLETED);
        account.client.taskOperations().reactivateTask("ended", "child");

        assertThat(account.task("ended", "child").state()).isEqualTo(TaskState.ACTIVE);
        account.run("ended", aTask("parent", "true"));
        account.completed("ended", "child");
    }

    @Test
    void refuses_what_the_job_makes_no_use_of() throws Exception {
        account.job("plain", "p");
        dependentJob("strict");

        assertRefused("plain", after("a", "b"), "TaskDependenciesNotSpecifiedOnJob");
        assertRefused(
                "plain",
                mapping(new ExitOptions().withDependencyAction(DependencyAction.BLOCK)),
                "InvalidPropertyValue");
        assertRefused(
                "strict",
                mapping(new ExitOptions().withJobAction(com.microsoft.azure.batch.protocol.models.JobAction.NONE)),
                "InvalidPropertyValue");
        assertRefused("strict", ranged("a", 5, 4), "InvalidPropertyValue");
        assertRefused("strict", after("a", "x/y"), "InvalidPropertyValue");
        String[] many = new String[1001];
        for (int i = 0; i < many.length; i++) {
            many[i] = String.format("%064d", i);
        }
        assertRefused("strict", after("a", many), "TaskDependencyListTooLong");
    }

    private static void assertRefused(String job, TaskAddParameter task, String code) {
        assertThatThrownBy(() -> account.client.taskOperations().createTask(job, task))
                .isInstanceOfSatisfying(
                        BatchErrorException.class,
                        e -> assertThat(e.body().code()).isEqualTo(code));
    }

    private static TaskAddParameter mapping(ExitOptions options) {
        return aTask("a", "true").withExitConditions(new ExitConditions().withDefaultProperty(options));
    }

    static TaskAddParameter after(String id, String... others) {
        return aTask(id, "true").withDependsOn(new TaskDependencies().withTaskIds(List.of(others)));
    }

    private static TaskAddParameter ranged(String id, int start, int end) {
        return aTask(id, "true")
                .withDependsOn(new TaskDependencies()
                        .withTaskIdRanges(
                                List.of(new TaskIdRange().withStart(start).withEnd(end))));
    }

    private static void dependentJob(String id) throws Exception {
        account.job(aJob(id));
    }

    private static JobAddParameter aJob(String id) {
        return new JobAddParameter()
                .withId(id)
                .withUsesTaskDependencies(true)
                .withPoolInfo(new PoolInformation().withPoolId("p"));
    }
}
