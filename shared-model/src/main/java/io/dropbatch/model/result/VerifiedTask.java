package io.dropbatch.model.result;

import io.dropbatch.model.id.TaskId;
import java.util.List;

/**
 * A task whose outputs were checked: a line of the record that results-service writes for each verified level,
 * {@link io.dropbatch.model.layout.SystemLayout#levelOutputs}, and that the next level's tasks are made from.
 *
 * @param run the run whose outputs count
 * @param base the run's folder within the outputs container, with a slash at its end; outputs lie in its {@code out/}
 */
public record VerifiedTask(TaskId task, String run, String base, List<VerifiedOutput> outputs) {

    /**
     * @param path relative to the task's working directory
     * @param sha256 computed on the node
     * @param md5 Base64, as storage computed it; empty where storage has none
     */
    public record VerifiedOutput(String path, long bytes, String sha256, String md5) {}

    public VerifiedTask {
        outputs = List.copyOf(outputs);
    }

    /** The folder of the attempt that ran the task, with a slash at its end. */
    public String attemptFolder() {
        return base.substring(0, base.indexOf("/" + task + "/") + 1);
    }

    /** The folder of all runs of the task, with a slash at its end. */
    public String taskFolder() {
        return attemptFolder() + task + "/";
    }

    /** Which attempt ran the task, counted from 1. */
    public int attempt() {
        String folder = attemptFolder();
        int end = folder.length() - 1;
        return Integer.parseInt(folder.substring(folder.lastIndexOf('/', end - 1) + 1, end));
    }

    /** Where an output lies within the outputs container. */
    public String blobOf(VerifiedOutput output) {
        return base + "out/" + output.path();
    }
}
