package io.dropbatch.model.layout;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.id.WorkloadName;
import java.util.Optional;

/** Where things lie in the outputs container. */
public final class OutputLayout {

    public static final String MARKER = "_task.json";

    private OutputLayout() {}

    /** {@code <workload>/<submission>/}: everything of a submission. */
    public static String submission(SubmissionId submission) {
        return submission.workload() + "/" + submission + "/";
    }

    /** What the folders of the jobs begin with that files of a workload share. */
    public static String rolling(WorkloadName workload) {
        return workload + "/" + SubmissionId.rollingPrefix(workload);
    }

    /** {@code <workload>/<submission>/manifest.json}. */
    public static String manifest(SubmissionId submission) {
        return submission(submission) + "manifest.json";
    }

    /** {@code <workload>/<submission>/<attempt>/}: everything that tasks of one attempt uploaded. */
    public static String attempt(JobId job) {
        return submission(job.submission()) + job.attempt() + "/";
    }

    /** The folder, without a slash at its end, that Batch uploads a task's runs to. */
    public static String task(JobId job, TaskId task) {
        return attempt(job) + task;
    }

    /** What a marker's path says; the part between task and file is the run's folder, whatever Batch makes of it. */
    public record MarkerPath(JobId job, TaskId task, String base) {}

    /** Reads the path of a marker blob: empty when the blob is something else. */
    public static Optional<MarkerPath> parseMarker(String blob) {
        String[] parts = blob.split("/", -1);
        boolean marker = parts.length >= 5 && parts[parts.length - 1].equals(MARKER) && TaskId.isLegal(parts[3]);
        if (!marker) {
            return Optional.empty();
        }
        try {
            JobId job = new JobId(parts[1] + "-" + parts[2]);
            String base = blob.substring(0, blob.length() - MARKER.length());
            return Optional.of(new MarkerPath(job, new TaskId(parts[3]), base));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
