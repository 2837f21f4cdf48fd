package io.dropbatch.localazure.batch.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written into which file of a recorded tree, and what is never touched. */
class TaskGroupsTest {

    private static final TaskLimits BOTH = TaskLimits.NONE.withCpu("0.5").withMemory("64m");
    private static final String SCOPE =
            "/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice/run-r1.scope";

    @TempDir
    Path root;

    Path folder;

    @BeforeEach
    void folder() throws Exception {
        folder = Files.createDirectory(root.resolve("account"));
    }

    @Test
    void hands_controllers_on_and_limits_a_task_of_version_2() throws Exception {
        RecordedTree tree = RecordedTree.scopeOfUser(root, "cpu memory");
        TaskGroups groups = tree.groups(folder);

        TaskGroup group = groups.open(BOTH, folder.resolve("task"));

        String own = SCOPE + "/" + new LeftoverGroups(folder).name();
        String task = own + "/" + LeftoverGroups.nameOf("task", folder.resolve("task"));
        assertThat(tree.text(SCOPE + "/cgroup.subtree_control")).isEqualTo("+cpu +memory");
        assertThat(tree.text(own + "/cgroup.subtree_control")).isEqualTo("+cpu +memory");
        assertThat(tree.text(task + "/cpu.max")).isEqualTo("50000 100000");
        assertThat(tree.text(task + "/memory.max")).isEqualTo(Long.toString(64 << 20));
        assertThat(tree.at(task + "/memory.swap.max"))
                .as("a kernel without swap has no such file")
                .doesNotExist();
        assertThat(group.entrances()).containsExactly(tree.at(task + "/cgroup.procs"));
        assertThat(groups.state()).isEqualTo("cpu by cgroup v2, memory by cgroup v2");
        assertThat(Files.readAllLines(folder.resolve("cgroups")))
                .containsExactly(tree.at(own).toString());
    }

    @Test
    void limits_a_task_of_version_1_in_each_hierarchy() throws Exception {
        RecordedTree tree = RecordedTree.container(root);

        TaskGroup group = tree.groups(folder).open(BOTH.times(3), folder.resolve("task"));

        String task = new LeftoverGroups(folder).name() + "/" + LeftoverGroups.nameOf("task", folder.resolve("task"));
        assertThat(tree.text("/sys/fs/cgroup/cpu and more/inner/" + task + "/cpu.cfs_period_us"))
                .isEqualTo("100000");
        assertThat(tree.text("/sys/fs/cgroup/cpu and more/inner/" + task + "/cpu.cfs_quota_us"))
                .isEqualTo("150000");
        assertThat(tree.text("/sys/fs/cgroup/memory/" + task + "/memory.limit_in_bytes"))
                .isEqualTo(Long.toString(192 << 20));
        assertThat(group.entrances()).hasSize(2);
    }

    @Test
    void asks_only_for_the_controllers_that_are_needed() throws Exception {
        RecordedTree tree = RecordedTree.scopeOfUser(root, "memory pids");

        TaskGroups groups = tree.groups(folder);
        groups.require(TaskLimits.NONE.withMemory("1g"));

        assertThat(tree.text(SCOPE + "/cgroup.subtree_control")).isEqualTo("+memory");
        assertThatThrownBy(() -> groups.require(BOTH)).isInstanceOf(LimitsUnavailable.class);
        assertThat(groups.state()).startsWith("Tasks cannot be limited here: ").contains("no cpu controller");
    }

    @Test
    void nothing_is_looked_at_or_made_without_limits() throws Exception {
        TaskGroups groups = new TaskGroups(folder, root.resolve("no/proc"), root);

        groups.require(TaskLimits.NONE);
        TaskGroup group = groups.open(TaskLimits.NONE, folder.resolve("task"));

        assertThat(group).isSameAs(TaskGroup.NONE);
        assertThat(group.entrances()).isEmpty();
        assertThat(groups.state()).isEqualTo("off");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_group_that_holds_strangers_is_left_alone() throws Exception {
        RecordedTree tree = RecordedTree.scopeOfUser(root, "cpu memory");
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        tree.file(SCOPE + "/cgroup.procs", ProcessHandle.current().pid() + "\n" + parent + "\n999999999\n");

        Set<Long> strangers = ControllerDelegation.strangers(
                tree.at(SCOPE), Set.of(ProcessHandle.current().pid(), parent));

        assertThat(strangers).containsExactly(999_999_999L);
    }

    @Test
    void refuses_to_hand_on_controllers_of_a_group_with_strangers() throws Exception {
        RecordedTree tree = RecordedTree.scopeOfUser(root, "cpu memory");
        tree.file(SCOPE + "/cgroup.procs", "999999999\n");
        // A file that cannot be written, as the kernel's refuses while there are processes.
        Files.delete(tree.at(SCOPE + "/cgroup.subtree_control"));
        tree.directory(SCOPE + "/cgroup.subtree_control");

        assertThatThrownBy(() -> tree.groups(folder).require(BOTH))
                .isInstanceOf(LimitsUnavailable.class)
                .hasMessageContaining("other processes share its control group")
                .hasMessageContaining("999999999");
        assertThat(tree.at(SCOPE + "/" + ControlGroupPlace.LEAF)).doesNotExist();
    }

    @Test
    void removes_what_a_killed_server_left_and_nothing_else() throws Exception {
        RecordedTree tree = RecordedTree.container(root);
        String name = new LeftoverGroups(folder).name();
        Path own = tree.directory("/old/place/" + name + "/task-1/made-by-the-task")
                .at("/old/place/" + name);
        Path other =
                tree.directory("/old/place/dropbatch-0000000000000000").at("/old/place/dropbatch-0000000000000000");
        Path foreign = tree.directory("/old/foreign").at("/old/foreign");
        Files.writeString(folder.resolve("cgroups"), own + "\n" + other + "\n" + foreign + "\nrelative/" + name + "\n");

        TaskGroups.of(folder);

        assertThat(own).doesNotExist();
        assertThat(other).isDirectory();
        assertThat(foreign).isDirectory();
        assertThat(folder.resolve("cgroups")).doesNotExist();
    }

    @Test
    void reads_from_either_version_that_the_kernel_ended_a_process_for_its_memory() throws Exception {
        Path classic = new RecordedTree(root)
                .file("/v1/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n")
                .file("/v1/memory.max_usage_in_bytes", "67108864\n")
                .at("/v1");
        Path unified = new RecordedTree(root)
                .file("/v2/memory.events", "low 0\nhigh 0\nmax 12\noom 0\noom_kill 0\noom_group_kill 0\n")
                .at("/v2");
        TaskGroup first = new TaskGroup(java.util.List.of(classic), BOTH);
        TaskGroup second = new TaskGroup(java.util.List.of(unified), BOTH);
        assertThat(first.memoryKill()).isEmpty();

        Files.writeString(classic.resolve("memory.oom_control"), "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");
        Files.writeString(
                unified.resolve("memory.events"), "low 0\nhigh 0\nmax 40\noom 2\noom_kill 3\noom_group_kill 1\n");

        assertThat(first.memoryKill()).contains(new MemoryKill(64 << 20, OptionalLong.of(64 << 20)));
        assertThat(second.memoryKill()).contains(new MemoryKill(64 << 20, OptionalLong.empty()));
        assertThat(first.memoryKill().orElseThrow()).asString().contains("64 MiB");
    }
}
