package io.dropbatch.cli.workload.run;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.model.id.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders that a node has for the tasks of one job, laid out as Batch does.
 *
 * @param root absolute
 */
record NodeFolders(Path root) {

    private static final String WORKING = "wd";

    static NodeFolders in(Path root) {
        NodeFolders folders = new NodeFolders(root.toAbsolutePath().normalize());
        make(folders.preparation());
        return folders;
    }

    /** The working directory of the preparation, which all tasks share. */
    Path preparation() {
        return directory("jobpreparation").resolve(WORKING);
    }

    /** The working directory of a task. */
    Path task(TaskId task) {
        return directory(task.value()).resolve(WORKING);
    }

    Path directory(String name) {
        return root.resolve(name);
    }

    static void make(Path working) {
        try {
            Files.createDirectories(working);
            Files.createDirectories(working.resolveSibling("tmp"));
        } catch (IOException e) {
            throw new CliException("cannot make the folder " + working + ": " + e.getMessage(), e);
        }
    }
}
