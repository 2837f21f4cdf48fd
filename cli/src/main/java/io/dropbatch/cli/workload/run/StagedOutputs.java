package io.dropbatch.cli.workload.run;

import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.result.VerifiedTask.VerifiedOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What tasks have staged for upload, under the names that it would have in the outputs container. */
final class StagedOutputs {

    private final JobId job;
    private final List<VerifiedTask> tasks = new ArrayList<>();
    private final Map<String, Path> files = new TreeMap<>();
    private String mergeList = "";

    StagedOutputs(JobId job) {
        this.job = job;
    }

    /** @param run the folder of the run */
    void add(TaskMarker marker, Path run) {
        String base = OutputLayout.task(job, marker.task()) + "/" + marker.run() + "/";
        List<VerifiedOutput> outputs = marker.outputs().stream()
                .map(output -> new VerifiedOutput(output.path(), output.bytes(), output.sha256(), ""))
                .toList();
        VerifiedTask task = new VerifiedTask(marker.task(), marker.run(), base, outputs);
        outputs.forEach(
                output -> files.put(task.blobOf(output), run.resolve("out").resolve(output.path())));
        tasks.add(task);
    }

    /** Those of a level, in the order in which they ran. */
    List<VerifiedTask> tasks(int level) {
        return tasks.stream().filter(task -> task.task().level() == level).toList();
    }

    /** All outputs so far, as files of a folder. */
    List<LocalFile> all() {
        return files.entrySet().stream()
                .map(entry -> local(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static LocalFile local(String blob, Path file) {
        try {
            return new LocalFile(blob, file, Files.size(file), Files.getLastModifiedTime(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    Path file(String blob) {
        Path file = files.get(blob);
        if (file == null) {
            throw new IllegalStateException("no task has staged " + blob);
        }
        return file;
    }

    Map<String, Path> below(String prefix) {
        Map<String, Path> found = new TreeMap<>(files);
        found.keySet().removeIf(blob -> !blob.startsWith(prefix));
        return found;
    }

    /** What the merge task is to read. */
    void mergeList(String lines) {
        mergeList = lines;
    }

    String mergeList() {
        return mergeList;
    }
}
