package io.dropbatch.cli.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.cli.stack.StackCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A supervisor of real processes and its state folder. */
class SupervisorTest {

    private static final ProcessRecord ANOTHER = new ProcessRecord(4_194_305, Instant.EPOCH);

    @TempDir
    Path folder;

    @Test
    void ends_all_that_it_started_when_its_folder_is_deleted() throws IOException {
        try (RunningSystem system = RunningSystem.up(home(), folder)) {
            assertThat(system.processes()).hasSizeGreaterThanOrEqualTo(4);

            LeftoverProcesses.deleteFolder(home());

            assertThat(system.awaitEnd()).isEqualTo(Supervisor.LOST);
            assertThat(system.said().lines())
                    .filteredOn(line -> line.contains("was deleted while the system was up"))
                    .hasSize(1);
            assertThat(system.said().lines().toList().getLast()).contains("stopping all that this one has started");
            assertThat(home()).doesNotExist();
        }
    }

    @Test
    void ends_also_when_only_the_records_in_its_folder_are_deleted() throws IOException {
        try (RunningSystem system = RunningSystem.up(home(), folder)) {
            LeftoverProcesses.deleteFolder(system.state().run());

            assertThat(system.awaitEnd()).isEqualTo(Supervisor.LOST);
            assertThat(system.state().run()).doesNotExist();
        }
    }

    @Test
    void ends_while_it_starts_when_its_folder_is_deleted() throws IOException {
        try (RunningSystem system = RunningSystem.starting(home(), folder)) {
            LeftoverProcesses.deleteFolder(home());

            assertThat(system.awaitEnd()).isEqualTo(Supervisor.LOST);
            assertThat(system.said().lines())
                    .filteredOn(line -> line.startsWith("dropbatch:"))
                    .hasSize(1)
                    .allMatch(line -> line.contains("was deleted"));
            assertThat(home()).doesNotExist();
        }
    }

    @Test
    void ends_when_another_system_stands_in_its_place_and_leaves_the_files_of_that_alone() throws IOException {
        try (RunningSystem system = RunningSystem.up(home(), folder)) {
            Map<String, String> files = replace(home());

            assertThat(system.awaitEnd()).isEqualTo(Supervisor.LOST);
            assertThat(system.said())
                    .contains(home() + " belongs to another system now, process " + ANOTHER.pid() + ";");
            assertThat(filesIn(home())).isEqualTo(files);
        }
    }

    @Test
    void leaves_the_files_of_another_system_alone_when_it_is_told_to_end() throws IOException {
        try (RunningSystem system = RunningSystem.up(home(), folder)) {
            Map<String, String> files = replace(home());

            system.supervisor().destroy();

            assertThat(system.awaitEnd()).isNotZero();
            assertThat(filesIn(home())).isEqualTo(files);
        }
    }

    @Test
    void gives_way_to_a_system_that_starts_where_its_folder_was() throws IOException {
        try (RunningSystem old = RunningSystem.up(home(), folder)) {
            LeftoverProcesses.deleteFolder(home());
            try (RunningSystem newer = RunningSystem.up(home(), folder)) {
                assertThat(old.awaitEnd()).isEqualTo(Supervisor.LOST);

                assertThat(newer.processes()).allMatch(ProcessHandle::isAlive);
                assertThat(LeftoverProcesses.supervisor(newer.state()).map(ProcessRecord::pid))
                        .contains(newer.supervisor().pid());
                assertThat(newer.state().localEnv()).exists();
                assertThat(newer.state().addresses()).exists();

                assertThat(down()).isZero();
                newer.awaitEnd();
            }
        }
    }

    /** Who starts it in the background shows what it says until that file is there. */
    @Test
    void has_said_where_everything_is_before_its_file_is_there() throws IOException {
        try (RunningSystem system = RunningSystem.up(home(), folder)) {
            assertThat(system.said()).contains("dropbatch: told in time");

            down();
        }
    }

    @Test
    void deletes_its_own_files_when_it_is_told_to_end_and_can_be_started_again() throws IOException {
        try (RunningSystem system = RunningSystem.up(home(), folder)) {
            assertThat(down()).isZero();

            assertThat(system.awaitEnd()).isNotZero();
            assertThat(system.said()).doesNotContain("stopping");
            assertThat(filesIn(system.state().run())).isEmpty();
            assertThat(system.state().localEnv()).doesNotExist();
        }
        try (RunningSystem again = RunningSystem.up(home(), folder)) {
            assertThat(again.state().localEnv()).exists();
            down();
        }
    }

    @Test
    void ends_what_a_killed_supervisor_has_left_and_runs_in_its_place() throws IOException {
        try (RunningSystem killed = RunningSystem.up(home(), folder)) {
            killed.supervisor().destroyForcibly();
            await("the end of the supervisor")
                    .atMost(RunningSystem.LIMIT)
                    .until(() -> !killed.supervisor().isAlive());

            try (RunningSystem next = RunningSystem.up(home(), folder)) {
                ProcessHandle left = killed.processes().getFirst();
                assertThat(left.isAlive()).isFalse();
                assertThat(next.processes()).allMatch(ProcessHandle::isAlive);
                down();
            }
        }
    }

    @Test
    void clears_up_nothing_where_a_system_has_just_begun() throws IOException {
        StateFolder state = new StateFolder(home()).create();
        StateFolderLock begun = StateFolderLock.take(state).orElseThrow();
        LocalEnv.write(state.localEnv(), Map.of("A", "b"));

        int exitCode = down();

        assertThat(exitCode).isZero();
        assertThat(state.localEnv()).exists();
        begun.close();
        down();
        assertThat(state.localEnv()).doesNotExist();
    }

    @Test
    void makes_no_folder_only_to_say_that_nothing_runs_there() {
        assertThat(down()).isZero();

        assertThat(home()).doesNotExist();
    }

    private Path home() {
        return folder.resolve("home");
    }

    private int down() {
        return new CommandLine(StackCommands.all().get("down").get()).execute("--home", home().toString());
    }

    /** Puts what another system would have there in the folder's place, at once; returns its files. */
    private Map<String, String> replace(Path home) throws IOException {
        StateFolder other = new StateFolder(folder.resolve("other")).create();
        ANOTHER.write(LeftoverProcesses.supervisorFile(other));
        for (String name : ProgramSet.names()) {
            ANOTHER.write(other.run().resolve(name + ".pid"));
        }
        Files.writeString(other.addresses(), "{}");
        LocalEnv.write(other.localEnv(), Map.of("RESULTS_URL", "http://another"));
        Map<String, String> files = filesIn(other.path());
        Files.move(home, folder.resolve("away"));
        Files.move(other.path(), home);
        return files;
    }

    private static Map<String, String> filesIn(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}
