package io.dropbatch.submission.domain.window;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.CancelLocated;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.SeenBlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
        return files.stream().filter(SealedFile::isTask).map(SealedFile::blob).toList();
    }

    /**
     * What is to be said of a file that somebody wants to be cancelled.
     *
     * @param failedJob which try of the file is meant
     * @return empty when it is no task
     */
    public Optional<CancelLocated> locate(SubmissionId file, @Nullable JobId failedJob, CancelRequest request) {
        int index = 0;
        for (SealedFile member : files) {
            index += member.isTask() ? 1 : 0;
            DropTrigger blob = member.blob().asTrigger(trigger.container());
            if (blob.submission().equals(file) && Objects.equals(member.failedJob(), failedJob)) {
                return member.isTask() ? Optional.of(located(index, blob, request)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private CancelLocated located(int index, DropTrigger file, CancelRequest request) {
        SubmissionId job = trigger.submission();
        return new CancelLocated(job, folder, JobId.of(job, 1), TaskId.of(0, index), file, request);
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
