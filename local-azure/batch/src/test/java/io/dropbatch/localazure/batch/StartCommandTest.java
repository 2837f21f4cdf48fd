package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.EnvironmentSetting;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command is started as it is, however that is done, and what one does to its process does not reach the next. */
class StartCommandTest {

    @TempDir
    static Path folder;

    static LocalAccount account;

    @BeforeAll
    static void start() throws Exception {
        account = new LocalAccount(folder);
        account.pool("p", 1, 1);
        account.job("j", "p");
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void words_and_variables_reach_the_program_unchanged() throws Exception {
        String odd = "a'b\"c $(id) `id` $HOME \\ * ; # ~ \n second line\t!";
        account.run(
                "j",
                printing("odd", "ODD", odd),
                printing("foreign", "FOREIGN", "Grüße, 世界"),
                printing("named", "IFS", "x"),
                aTask("name", "/usr/bin/env").withEnvironmentSettings(List.of(setting("dotted.name", "1"))));

        account.completed("j", "name");
        assertThat(account.file("j", "odd", "stdout.txt")).isEqualTo(odd + "\n");
        assertThat(account.file("j", "foreign", "stdout.txt")).isEqualTo("Grüße, 世界\n");
        assertThat(account.file("j", "named", "stdout.txt")).isEqualTo("x\n");
        assertThat(account.file("j", "name", "stdout.txt")).contains("dotted.name=1\n");
    }

    @Test
    void the_environment_holds_no_variable_of_a_shell() throws Exception {
        account.run("j", aTask("env", "/usr/bin/env"));

        account.completed("j", "env");

        assertThat(account.file("j", "env", "stdout.txt").lines())
                .contains("AZ_BATCH_TASK_ID=env")
                .noneMatch(line -> line.startsWith("PWD=") || line.startsWith("OLDPWD=") || line.startsWith("_="));
    }

    @Test
    void a_program_that_cannot_be_executed_is_no_exit_code() throws Exception {
        Path program = Files.writeString(folder.resolve("broken"), "#!/no/such/interpreter\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        account.run("j", aTask("broken", program.toString()), aTask("honest", "/bin/sh -c 'exit 127'"));

        CloudTask broken = account.completed("j", "broken");

        assertThat(broken.executionInfo().failureInfo().code()).isEqualTo("CommandLaunchFailed");
        assertThat(broken.executionInfo().exitCode()).isNull();
        assertThat(account.completed("j", "honest").executionInfo().exitCode()).isEqualTo(127);
    }

    @Test
    void a_task_that_kills_its_whole_group_ends_alone() throws Exception {
        account.run("j", aTask("suicidal", "/bin/sh -c 'kill -9 0; sleep 987'"), aTask("next", "/bin/true"));

        assertThat(account.completed("j", "suicidal").executionInfo().exitCode())
                .isEqualTo(137);
        assertThat(account.completed("j", "next").executionInfo().exitCode()).isZero();
    }

    @Test
    void what_a_task_left_running_survives_the_end_of_the_next() throws Exception {
        Path left = folder.resolve("left");
        account.run(
                "j",
                aTask("leaves", "/bin/sh -c 'sleep 986 & echo $! > " + left + "'"),
                aTask("killed", "/bin/sh -c 'echo started; exec sleep 985'"));
        account.completed("j", "leaves");
        ProcessHandle process =
                ProcessHandle.of(Long.parseLong(Files.readString(left).strip())).orElseThrow();
        try {
            account.started("j", "killed");

            account.client.taskOperations().terminateTask("j", "killed");

            account.completed("j", "killed");
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static TaskAddParameter printing(String id, String name, String value) {
        return aTask(id, "/usr/bin/printenv " + name).withEnvironmentSettings(List.of(setting(name, value)));
    }

    private static EnvironmentSetting setting(String name, String value) {
        return new EnvironmentSetting().withName(name).withValue(value);
    }
}
