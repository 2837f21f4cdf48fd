package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.testtools.NeedsTool;
import io.dropbatch.model.outcome.FailureCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The workload's own environment reaches the command as it stands and never the harness. */
class TaskEnvironmentTest {

    private final Node node;

    TaskEnvironmentTest(@TempDir Path root) {
        node = new Node(root);
    }

    @ParameterizedTest
    @CsvSource({
        "PATH, /nowhere",
        "LD_LIBRARY_PATH, /nowhere",
        "ENV, /nowhere/profile",
        "BASH_ENV, /nowhere/profile",
        "HOME, /nowhere",
        "TMPDIR, /nowhere",
        "LC_ALL, C.UTF-8",
        "TZ, Asia/Tokyo",
        "GREP_OPTIONS, --nonsense",
        "TAR_OPTIONS, --nonsense",
        "GZIP, --nonsense",
        "UNZIP, -Z",
        "POSIXLY_CORRECT, 1",
        "AWKPATH, /nowhere",
        "MAWK_LONG_OPTIONS, nonsense",
        "CDPATH, /tmp",
        "UID, 4711", // read only in bash
        "state, elsewhere", // the rest are names of the harness's own variables
        "outputs, none",
        "level, debug",
        "line, 1",
        "start_command, exit 9",
        "app_dir, '$(touch broken) `touch broken` \" \\ ''x'''",
    })
    void a_variable_that_could_break_the_harness_reaches_the_command_unchanged(String name, String value) {
        node.environment(name, value)
                .input("in.txt", "1\n")
                .shared("b.txt", "2")
                .command("/usr/bin/printenv " + name + " > made.txt")
                .outputs("*.[t]xt");

        Finished finished = node.run();

        assertThat(finished.stderr()).isEmpty();
        assertThat(finished.content("out/made.txt")).isEqualTo(value + "\n");
        assertThat(finished.staged()).containsExactly("_task.json", "out/made.txt");
    }

    @Test
    void a_library_that_cannot_be_loaded_breaks_no_tool_of_the_harness() {
        node.environment("LD_PRELOAD", "/nowhere/lib.so")
                .command("echo 1 > made.txt")
                .outputs("made.txt");

        Finished finished = node.run();

        assertThat(finished.exitCode()).isZero();
        assertThat(finished.stderr()).isEmpty();
        assertThat(finished.content("logs/stderr.txt")).contains("/nowhere/lib.so");
    }

    @Test
    void values_keep_their_blanks_and_line_breaks() {
        node.environment("ONE", " a  b\n\nc\n").environment("EMPTY", "").environment("TWO", "ü*");

        Finished finished =
                node.command("printf '[%s]' \"$ONE\" \"$EMPTY\" \"$TWO\"").run();

        assertThat(finished.content("logs/stdout.txt")).isEqualTo("[ a  b\n\nc\n][][ü*]");
    }

    @Test
    void the_command_sees_no_variables_by_which_its_environment_came() {
        node.environment("ONE", "1").command("env | grep ^DROPBATCH_ENV || echo none");

        assertThat(node.run().content("logs/stdout.txt")).isEqualTo("none\n");
    }

    @Test
    @NeedsTool("bash")
    void bash_hands_it_over() {
        assertHandedOver("bash", "--posix");
    }

    @Test
    @NeedsTool("busybox")
    void busybox_hands_it_over() {
        assertHandedOver("busybox", "sh");
    }

    @Test
    void programs_of_the_application_are_found_by_name() {
        node.application("bin/price", script("echo priced"))
                .application("bin/timeout", script("echo mine"))
                .application("bin/sha256sum", script("echo mine"))
                .application("check", script("echo checked"))
                .application("sort", script("echo mine"));
        node.prepare();
        setExecutable("bin/price", "bin/timeout", "bin/sha256sum", "check", "sort");
        node.with("DROPBATCH_REQUIRES", "price check");

        Finished finished = node.command("price; check; timeout; echo a | sort; sha256sum > made.txt")
                .outputs("made.txt")
                .run();

        assertThat(finished.content("logs/stdout.txt")).isEqualTo("priced\nchecked\nmine\na\n");
        assertThat(finished.marker().outputs().getFirst().sha256()).isEqualTo(Node.sha256("mine\n"));
    }

    /** Batch writes the application's id as it was created, or in lower case. */
    @ParameterizedTest
    @ValueSource(strings = {"AZ_BATCH_APP_PACKAGE_Tool_1_0", "AZ_BATCH_APP_PACKAGE_tool_1_0"})
    void an_application_package_is_an_application_like_others(String variable) {
        Node.write(node.preparation.resolve("elsewhere/bin/price"), script("echo priced"));
        assertThat(node.preparation.resolve("elsewhere/bin/price").toFile().setExecutable(true))
                .isTrue();
        node.with(variable, node.preparation.resolve("elsewhere").toString())
                .with("DROPBATCH_APP_PACKAGE", "Tool_1_0")
                .with("DROPBATCH_REQUIRES", "price")
                .with("PARAM_X", "\nAZ_BATCH_APP_PACKAGE_TOOL_1_0=/tmp");

        Finished finished = node.command("price; ls \"$APP_DIR\"").run();

        assertThat(finished.content("logs/stdout.txt")).isEqualTo("priced\nbin\n");
    }

    @Test
    void an_application_package_that_did_not_come_is_named() {
        Finished finished =
                node.with("DROPBATCH_APP_PACKAGE", "Tool_1_0").command(":").run();

        assertThat(finished.failure()).isEqualTo(FailureCode.APPLICATION_MISSING);
        assertThat(finished.message()).contains("'Tool_1_0'");
    }

    @Test
    void a_required_program_is_searched_where_the_command_will_search() {
        node.environment("PATH", "/nowhere").with("DROPBATCH_REQUIRES", "cat").command(":");

        Finished finished = node.run();

        assertThat(finished.exitCode()).isEqualTo(70);
        assertThat(finished.stderr()).startsWith("dropbatch: application-missing: the program 'cat'");
    }

    private void assertHandedOver(String... shell) {
        node.environment("PATH", "/nowhere").environment("UID", "4711");
        node.command("echo \"$PATH\"; /usr/bin/printenv UID");

        assertThat(node.runBy(shell).content("logs/stdout.txt")).isEqualTo("/nowhere\n4711\n");
    }

    private void setExecutable(String... programs) {
        for (String program : programs) {
            assertThat(node.preparation
                            .resolve("_dropbatch/app")
                            .resolve(program)
                            .toFile()
                            .setExecutable(true))
                    .isTrue();
        }
    }

    private static byte[] script(String command) {
        return ("#!/bin/sh\n" + command + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
