package io.dropbatch.localazure.batch.limits;

import java.nio.file.Path;

/**
 * The group in which this process is for a controller; groups of tasks may be made in it.
 *
 * @param unified version 2, where one group serves all controllers
 */
record ControlGroupPlace(Path group, boolean unified) {

    /** Where this process goes when its own group has to be empty of processes. */
    static final String LEAF = "dropbatch-server";

    /** A process that has gone to the leaf still makes its groups beside it. */
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
