package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.systemtests.fixture.CommandRun;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The README's first commands, pasted whole into a shell, do what stands beside them. */
@ExtendWith(SystemExtension.class)
class PastedReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(\\./dropbatch up --detach .*?\n)```");

    /** The system runs already, and other tests need it afterwards. */
    private static final Pattern UP_AND_DOWN = Pattern.compile("(?m)^\\./dropbatch (up --detach +#.*|down)\n");

    @TempDir
    Path folder;

    @Test
    void the_first_commands_work_as_they_are(RunningSystem system) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(system.project().resolve("README.md"), UTF_8));
        assertThat(block.find()).as("the block that begins with up").isTrue();
        assertThat(UP_AND_DOWN.matcher(block.group(1)).results()).hasSize(2);
        String commands = UP_AND_DOWN.matcher(block.group(1)).replaceAll("");
        for (String name : List.of("dropbatch", "workloads")) {
            Files.createSymbolicLink(folder.resolve(name), system.project().resolve(name));
        }

        String said = CommandRun.run(
                        folder,
                        environment(system),
                        folder.resolve("said"),
                        RunningSystem.LIMIT,
                        List.of("bash", "-euo", "pipefail", "-c", commands))
                .andWell()
                .said();

        assertThat(folder.resolve("results/total.txt")).content().endsWith(" different\n");
        // The announcements go to the test's own receivers, so that the command for them has none to show here.
        assertThat(said)
                .contains("fetched and checked 2 files into results", "ready      word-count/", "results      up");
    }

    private static Map<String, String> environment(RunningSystem system) {
        return Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "DROPBATCH_NO_BUILD",
                "1",
                "DROPBATCH_HOME",
                system.home().toString());
    }
}
