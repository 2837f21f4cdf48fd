package io.dropbatch.localazure.batch.limits;

import java.nio.file.Path;

/**
 * The control group of this process for a controller; groups of tasks may be created in it.
 *
 * @param unified version 2, where one group serves all controllers
 */
record ControlGroupPlace(Path group, boolean unified) {

    /** The group to which this process moves when its own group must contain no processes. */
    static final String LEAF = "dropbatch-server";

    /** A process that has moved to the leaf still creates its groups beside the leaf. */
    ControlGroupPlace outOfLeaf() {
        Path name = group.getFileName();
        Path parent = group.getParent();
        return name != null && parent != null && name.toString().equals(LEAF)
                ? new ControlGroupPlace(parent, unified)
                : this;
    }

    String version() {
        return unified ? "cgroup v2" : "cgroup v1";
    }
}
