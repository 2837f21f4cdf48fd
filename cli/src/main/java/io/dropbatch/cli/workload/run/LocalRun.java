package io.dropbatch.cli.workload.run;

import io.dropbatch.model.result.TaskMarker.Output;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended on this machine.
 *
 * @param tasks of its level
 * @param workingDirectory where its command ran
 * @param environment what the command was given besides a node's own variables
 * @param inputs files that the command finds below {@code INPUTS}, with their bytes
 * @param exitCode as Batch would see it
 * @param millis how long the command ran
 * @param outputsFolder with the outputs, which have the same paths there; null when nothing was staged
 * @param outputs what would be uploaded and verified
 * @param failure what the drop's owner would read; null when all is well
 */
public record LocalRun(
        String task,
        int tasks,
        String command,
        String workingDirectory,
        Map<String, String> environment,
        List<InputFile> inputs,
        int exitCode,
        long millis,
        @Nullable String outputsFolder,
        List<Output> outputs,
        @Nullable RunFailure failure,
        String stdout,
        String stderr) {

    /** @param path below {@code INPUTS} */
    public record InputFile(String path, long bytes) {}

    /** @param code of the closed list of failures */
    public record RunFailure(String code, String message) {}

    public LocalRun {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
