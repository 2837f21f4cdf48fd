package io.dropbatch.localazure.testtools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Skips tests where the kernel limits no tasks, unless the machine must support it. */
public final class ControlGroupCheck {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    private ControlGroupCheck() {}

    /**
     * Tasks cannot be limited, for a reason. Version 1 is open to everybody who may write to it, so that there they have
     * to be; of version 2 a server needs a group of its own, which not every machine gives it.
     */
    public static void cannotLimit(String reason) {
        missing(reason, Stream.of("memory", "cpu").allMatch(name -> Files.isWritable(GROUPS.resolve(name))));
    }

    /** No group of version 2 can be made, which is possible where the top of version 2 can be written to. */
    public static void cannotMakeGroup(String reason) {
        missing(
                reason,
                Stream.of("unified/cgroup.procs", "cgroup.procs")
                        .anyMatch(name -> Files.isWritable(GROUPS.resolve(name))));
    }

    private static void missing(String reason, boolean offered) {
        String complaint = "This test needs control groups: " + reason;
        if (!offered) {
            throw new TestAbortedException(complaint);
        }
        NeededTools.require(false, complaint);
    }
}
