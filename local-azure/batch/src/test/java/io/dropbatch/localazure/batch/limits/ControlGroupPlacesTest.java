package io.dropbatch.localazure.batch.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The own group is found from what the kernel says of a process, whatever the layout. */
class ControlGroupPlacesTest {

    @TempDir
    Path root;

    @Test
    void finds_the_group_of_a_version_2_machine() throws Exception {
        RecordedTree tree = RecordedTree.scopeOfUser(root, "cpu memory pids");

        ControlGroupPlace place = tree.places().of(GroupController.MEMORY);

        assertThat(place.unified()).isTrue();
        assertThat(place.group())
                .isEqualTo(
                        tree.at("/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice/run-r1.scope"));
        assertThat(tree.places().of(GroupController.CPU)).isEqualTo(place);
    }

    @Test
    void finds_the_group_beside_the_leaf_that_a_server_has_gone_to() throws Exception {
        RecordedTree tree = new RecordedTree(root)
                .file("/proc/self/cgroup", "0::/own/" + ControlGroupPlace.LEAF + "\n")
                .file("/proc/self/mountinfo", "33 22 0:28 / /cg rw - cgroup2 cgroup2 rw\n")
                .file("/cg/own/cgroup.controllers", "cpu memory\n")
                .directory("/cg/own/" + ControlGroupPlace.LEAF);

        assertThat(tree.places().of(GroupController.CPU).group()).isEqualTo(tree.at("/cg/own"));
    }

    @Test
    void finds_the_groups_of_a_container_with_version_1_each_for_its_controller() throws Exception {
        RecordedTree tree = RecordedTree.container(root);

        ControlGroupPlace memory = tree.places().of(GroupController.MEMORY);
        ControlGroupPlace cpu = tree.places().of(GroupController.CPU);

        assertThat(memory).isEqualTo(new ControlGroupPlace(tree.at("/sys/fs/cgroup/memory"), false));
        assertThat(cpu).isEqualTo(new ControlGroupPlace(tree.at("/sys/fs/cgroup/cpu and more/inner"), false));
    }

    @Test
    void takes_version_1_for_what_version_2_beside_it_does_not_have() throws Exception {
        RecordedTree tree = new RecordedTree(root)
                .file("/proc/self/cgroup", "4:memory:/process/a\n1:cpu:/\n0::/\n")
                .file("/proc/self/mountinfo", """
                        32 31 0:29 / /cg/cpu rw,relatime - cgroup cgroup rw,cpu
                        35 31 0:32 / /cg/memory rw,relatime - cgroup cgroup rw,memory
                        41 31 0:38 / /cg/unified rw,relatime - cgroup2 cgroup2 rw
                        """)
                .directory("/cg/cpu")
                .directory("/cg/memory/process/a")
                .file("/cg/unified/cgroup.controllers", "hugetlb\n");

        assertThat(tree.places().of(GroupController.MEMORY).group()).isEqualTo(tree.at("/cg/memory/process/a"));
        assertThat(tree.places().of(GroupController.CPU).group()).isEqualTo(tree.at("/cg/cpu"));
    }

    @Test
    void says_what_is_missing_and_what_to_do() {
        RecordedTree none = new RecordedTree(root.resolve("none"))
                .file("/proc/self/cgroup", "0::/\n")
                .file("/proc/self/mountinfo", "22 29 0:21 / /sys rw - sysfs sysfs rw\n");
        RecordedTree outside = new RecordedTree(root.resolve("outside"))
                .file("/proc/self/cgroup", "0::/../../elsewhere\n")
                .file("/proc/self/mountinfo", "33 22 0:28 / /cg rw - cgroup2 cgroup2 rw\n")
                .directory("/cg");

        assertThatThrownBy(() -> none.places().of(GroupController.MEMORY))
                .isInstanceOf(LimitsUnavailable.class)
                .hasMessageContaining("no control groups with a memory controller are mounted")
                .hasMessageContaining("systemd-run --user --scope -p Delegate=yes")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> outside.places().of(GroupController.CPU)).isInstanceOf(LimitsUnavailable.class);
        assertThatThrownBy(() -> RecordedTree.scopeOfUser(root.resolve("user"), "memory pids")
                        .places()
                        .of(GroupController.CPU))
                .hasMessageContaining("has no cpu controller in cgroup.controllers");
        assertThatThrownBy(() -> ControlGroupPlaces.read(root.resolve("nothing"), root))
                .hasMessageContaining("no Linux with control groups");
    }
}
