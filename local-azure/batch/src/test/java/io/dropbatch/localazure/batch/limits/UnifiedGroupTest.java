package io.dropbatch.localazure.batch.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.localazure.batch.Await;
import io.dropbatch.localazure.testtools.ControlGroupCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real groups of version 2, which take no controllers to hold, move and end processes. */
class UnifiedGroupTest {

    private static final Set<GroupController> MEMORY = Set.of(GroupController.MEMORY);

    private final List<Process> processes = new ArrayList<>();
    private final Path directory = directory();
    private final TaskGroup group = new TaskGroup(List.of(directory), TaskLimits.NONE);

    @AfterEach
    void clean() {
        processes.forEach(Process::destroyForcibly);
        group.kill();
        assertThat(group.remove()).isTrue();
    }

    @Test
    void ends_all_processes_of_a_group_and_of_groups_in_it_at_once() throws Exception {
        makeGroup();
        Path inner = Files.createDirectory(directory.resolve("made-by-the-task"));
        Process first = sleepIn(directory);
        Process second = sleepIn(inner);

        group.kill();

        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isEqualTo(128 + 9);
        assertThat(group.remove()).isTrue();
        assertThat(directory).doesNotExist();
    }

    @Test
    void a_group_that_was_never_made_is_gone_already_and_has_nothing_to_hand_on() {
        group.kill();

        assertThat(group.remove()).isTrue();
        assertThatThrownBy(() -> ControllerDelegation.enable(directory, MEMORY)).isInstanceOf(LimitsUnavailable.class);
    }

    @Test
    void moves_its_own_processes_out_of_the_way_of_controllers() throws Exception {
        makeGroup();
        Process child = sleepIn(directory);

        Optional<String> refusal = refusal();

        assertThat(ControlFile.lines(directory.resolve(ControlGroupPlace.LEAF).resolve("cgroup.procs")))
                .contains(Long.toString(child.pid()));
        assertThat(ControlFile.lines(directory.resolve("cgroup.procs"))).isEmpty();
        boolean memory =
                ControlFile.read(directory.resolve("cgroup.controllers")).contains("memory");
        assertThat(refusal.isEmpty()).as("refusal %s", refusal).isEqualTo(memory);
    }

    private Optional<String> refusal() {
        try {
            ControllerDelegation.enable(directory, MEMORY);
            return Optional.empty();
        } catch (LimitsUnavailable e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private void makeGroup() {
        if (!made()) {
            ControlGroupCheck.cannotMakeGroup("none of version 2 can be made at " + directory);
        }
    }

    private boolean made() {
        try {
            Files.createDirectory(directory);
            return Files.isWritable(directory.resolve("cgroup.procs"));
        } catch (IOException e) {
            return false;
        }
    }

    private Process sleepIn(Path place) throws Exception {
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "echo $$ > \"$0\" && exec sleep 978",
                        place.resolve("cgroup.procs").toString())
                .start();
        processes.add(process);
        Await.until(
                "the process is in its group",
                () -> ControlFile.lines(place.resolve("cgroup.procs")).contains(Long.toString(process.pid())));
        return process;
    }

    private static Path directory() {
        try {
            Path own = ControlGroupPlaces.read(Path.of("/proc/self"), Path.of("/"))
                    .unified()
                    .map(ControlGroupPlace::group)
                    .orElse(Path.of("/nowhere"));
            return own.resolve("dropbatch-test-" + ProcessHandle.current().pid());
        } catch (LimitsUnavailable e) {
            return Path.of("/nowhere/dropbatch-test");
        }
    }
}
