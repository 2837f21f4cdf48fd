package io.dropbatch.cli.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.faststart.ProgramImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restarts of a real process. */
class SupervisedProgramTest {

    @TempDir
    Path folder;

    private final List<String> news = new CopyOnWriteArrayList<>();
    private final AtomicInteger seen = new AtomicInteger();
    private volatile boolean answering = true;
    private StateFolderClaim claim;

    @BeforeEach
    void take() {
        claim = StateFolderClaim.take(new StateFolder(folder));
    }

    @AfterEach
    void release() {
        claim.close();
    }

    /** Says so in a file when it runs, and then waits to be ended; with an argument it fails at once. */
    public static final class Sleeper {
        private Sleeper() {}

        public static void main(String[] arguments) throws Exception {
            if (arguments.length > 1) {
                System.err.println(arguments[1]);
                System.exit(7);
            }
            Files.writeString(Path.of(arguments[0]), "up");
            Thread.currentThread().join();
        }
    }

    private boolean isSeen() {
        seen.incrementAndGet();
        return answering;
    }

    private SupervisedProgram supervised(String... more) {
        Path up = folder.resolve("up");
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(":", -1))
                .map(Path::of)
                .toList();
        ProgramImage image = new ProgramImage("sleeper", Sleeper.class.getName(), classPath, folder);
        List<String> arguments = new ArrayList<>(List.of(up.toString()));
        arguments.addAll(List.of(more));
        SystemProgram program = new SystemProgram(
                "sleeper",
                image.command(List.of("-XX:TieredStopAtLevel=1"), arguments),
                Map.of(),
                () -> Files.exists(up) && isSeen(),
                "");
        return new SupervisedProgram(program, claim, news::add);
    }

    @Test
    void starts_a_program_again_that_was_killed_and_ends_it_for_good_when_told() throws IOException {
        StateFolder state = claim.state();
        SupervisedProgram sleeper = supervised();
        sleeper.start();
        await("the program to answer").atMost(RunningSystem.LIMIT).until(sleeper::answers);
        sleeper.keepRunning();
        ProcessRecord first =
                ProcessRecord.read(state.run().resolve("sleeper.pid")).orElseThrow();
        Files.delete(folder.resolve("up"));

        first.handle().orElseThrow().destroyForcibly();

        await("the program to be up").atMost(RunningSystem.LIMIT).until(() -> Files.exists(folder.resolve("up")));
        ProcessRecord second =
                ProcessRecord.read(state.run().resolve("sleeper.pid")).orElseThrow();
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(news).hasSize(1).allMatch(line -> line.startsWith("sleeper ended by itself (exit code 137)"));

        sleeper.stop();

        assertThat(second.isAlive()).isFalse();
        assertThat(state.run().resolve("sleeper.pid")).doesNotExist();
        assertThat(news).hasSize(1);
    }

    /** A program that dies while it works is back at once, however often; one that never gets to work is left alone for longer and longer. */
    @ParameterizedTest
    @CsvSource({"true, 500 ms", "false, 2000 ms"})
    void waits_longer_each_time_for_a_program_that_does_not_come_to_answer(boolean answers, String pause)
            throws IOException {
        SupervisedProgram sleeper = supervised();
        sleeper.start();
        await("the program to answer").atMost(RunningSystem.LIMIT).until(sleeper::answers);
        // One that is found to answer is not looked at again: no look may come before they are counted.
        int[] looks = {seen.get()};
        sleeper.keepRunning();
        answering = answers;
        Path up = folder.resolve("up");
        Path record = claim.state().run().resolve("sleeper.pid");

        for (int deaths = 1; deaths <= 3; deaths++) {
            int before = deaths;
            await("the program to run").atMost(RunningSystem.LIMIT).until(() -> Files.exists(up));
            ProcessHandle running =
                    ProcessRecord.read(record).orElseThrow().handle().orElseThrow();
            await("a look at it").atMost(RunningSystem.LIMIT).until(() -> seen.get() > looks[0]);
            Files.delete(up);
            running.destroyForcibly();
            await("its death to be told").atMost(RunningSystem.LIMIT).until(() -> news.size() == before);
            looks[0] = seen.get();
        }

        assertThat(news.getLast()).endsWith("starting it again in " + pause);
        sleeper.stop();
    }

    @Test
    void says_why_a_program_gave_up_while_it_started() {
        SupervisedProgram sleeper = supervised("DROPBATCH_PORT is not a number");
        sleeper.start();

        assertThatThrownBy(() -> await("the program to answer")
                        .atMost(RunningSystem.LIMIT)
                        .until(sleeper::answers))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("exit code 7")
                .hasMessageContaining("DROPBATCH_PORT is not a number");
    }

    @Test
    void leaves_a_program_dead_that_ends_when_the_folder_is_another_systems() throws IOException {
        SupervisedProgram sleeper = supervised();
        sleeper.start();
        await("the program to answer").atMost(RunningSystem.LIMIT).until(sleeper::answers);
        sleeper.keepRunning();
        Path record = claim.state().run().resolve("sleeper.pid");
        ProcessRecord written = ProcessRecord.read(record).orElseThrow();
        ProcessRecord another = new ProcessRecord(1, Instant.EPOCH);
        another.write(LeftoverProcesses.supervisorFile(claim.state()));
        another.write(record);

        written.end(Duration.ofSeconds(10));
        sleeper.stop();

        assertThat(news).isEmpty();
        assertThat(ProcessRecord.read(record)).contains(another);
    }

    @Test
    void never_takes_another_process_for_the_one_it_wrote_down() {
        ProcessHandle self = ProcessHandle.current();
        ProcessRecord recycled = new ProcessRecord(self.pid(), Instant.EPOCH.plusSeconds(1));

        recycled.end(Duration.ofMillis(1));

        assertThat(recycled.isAlive()).isFalse();
        assertThat(self.isAlive()).isTrue();
        assertThat(ProcessRecord.of(self).isAlive()).isTrue();
    }
}
