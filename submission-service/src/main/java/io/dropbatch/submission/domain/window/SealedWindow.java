package io.dropbatch.submission.domain.window;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.SeenBlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that share a job, fixed for ever: everything that follows is derived from this record, however often.
 *
 * @param number counts the windows of the workload, from 1
 * @param trigger stands for the job; its time is when the window was sealed
 * @param workload as it was then; absent when no file becomes a task
 * @param files in the order of their upload
 */
public record SealedWindow(
        String folder,
        int number,
        DropTrigger trigger,
        @Nullable Workload workload,
        List<SealedFile> files) {

    public SealedWindow {
        files = List.copyOf(files);
    }

    /** The files that become tasks. */
    public List<SeenBlob> accepted() {
        return files.stream()
                .filter(file -> file.refusal() == null)
                .map(SealedFile::blob)
                .toList();
    }

    public List<PlannedTask> tasks() {
        List<PlannedTask> tasks = new ArrayList<>();
        for (SeenBlob blob : accepted()) {
            String path = blob.path().substring(trigger.prefix().length());
            PlannedInput input = new PlannedInput(path, blob.bytes(), blob.etag(), null);
            tasks.add(new PlannedTask(
                    tasks.size() + 1, List.of(input), null, Map.of(), blob.asTrigger(trigger.container())));
        }
        return tasks;
    }
}
