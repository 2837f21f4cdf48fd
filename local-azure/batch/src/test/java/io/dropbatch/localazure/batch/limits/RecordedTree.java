package io.dropbatch.localazure.batch.limits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Control groups as machines showed them, laid out in a folder. */
final class RecordedTree {

    private final Path root;

    RecordedTree(Path root) {
        this.root = root;
    }

    /** A user's session on a desktop: systemd, only version 2, memory delegated to the user's own units. */
    static RecordedTree scopeOfUser(Path root, String controllers) {
        String scope = "/user.slice/user-1000.slice/user@1000.service/app.slice/run-r1.scope";
        return new RecordedTree(root)
                .file("/proc/self/cgroup", "0::" + scope + "\n")
                .file("/proc/self/mountinfo", """
                        22 29 0:21 / /sys rw,nosuid,nodev,noexec,relatime shared:7 - sysfs sysfs rw
                        33 22 0:28 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:10 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot
                        """)
                .file("/sys/fs/cgroup" + scope + "/cgroup.controllers", controllers + "\n")
                .file("/sys/fs/cgroup" + scope + "/cgroup.subtree_control", "\n")
                .file(
                        "/sys/fs/cgroup" + scope + "/cgroup.procs",
                        ProcessHandle.current().pid() + "\n");
    }

    /** A container of Docker with version 1: its own group is the root of what it sees. */
    static RecordedTree container(Path root) {
        return new RecordedTree(root)
                .file("/proc/self/cgroup", """
                        12:memory:/docker/0f3a
                        5:cpu,cpuacct:/docker/0f3a/inner
                        1:name=systemd:/docker/0f3a
                        0::/system.slice/containerd.service
                        """)
                .file("/proc/self/mountinfo", """
                        1092 1091 0:26 /docker/0f3a /sys/fs/cgroup/systemd ro,nosuid - cgroup cgroup rw,xattr,name=systemd
                        1098 1091 0:33 /docker/0f3a /sys/fs/cgroup/memory ro,nosuid,nodev master:20 - cgroup cgroup rw,memory
                        1099 1091 0:34 /docker/0f3a /sys/fs/cgroup/cpu\\040and\\040more rw,nosuid - cgroup cgroup rw,cpu,cpuacct
                        """)
                .directory("/sys/fs/cgroup/memory")
                .directory("/sys/fs/cgroup/cpu and more/inner");
    }

    RecordedTree file(String path, String content) {
        try {
            Path file = at(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RecordedTree directory(String path) {
        try {
            Files.createDirectories(at(path));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path at(String path) {
        return root.resolve("." + path).normalize();
    }

    String text(String path) throws IOException {
        return Files.readString(at(path)).strip();
    }

    ControlGroupPlaces places() throws LimitsUnavailable {
        return ControlGroupPlaces.read(at("/proc/self"), root);
    }

    TaskGroups groups(Path folder) {
        return new TaskGroups(folder, at("/proc/self"), root);
    }
}
