package io.dropbatch.planning.task;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.trace.TraceParent;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A task as it is handed to Batch.
 *
 * @param fewer the same files from fewer and broader sources, for when Batch takes no list as long as {@code files};
 *     empty when there are none
 * @param uploads the folder of the outputs container, without a slash at its end, that the task's runs are uploaded to
 * @param retries how often Batch runs a failed command again
 * @param timeLimit Batch's backstop behind the harness's own time limit
 * @param placement what it needs of its nodes
 */
public record TaskSpec(
        TaskId id,
        List<FileSource> files,
        List<FileSource> fewer,
        Map<String, String> environment,
        String uploads,
        int retries,
        Duration timeLimit,
        TaskPlacement placement) {

    public TaskSpec {
        files = List.copyOf(files);
        fewer = List.copyOf(fewer);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** A task of one node, any one. */
    public TaskSpec(
            TaskId id,
            List<FileSource> files,
            List<FileSource> fewer,
            Map<String, String> environment,
            String uploads,
            int retries,
            Duration timeLimit) {
        this(id, files, fewer, environment, uploads, retries, timeLimit, TaskPlacement.ANYWHERE);
    }

    TaskSpec on(TaskPlacement other) {
        return new TaskSpec(id, files, fewer, environment, uploads, retries, timeLimit, other);
    }

    /**
     * This task, with the span that a program of it can make its own spans' parent.
     *
     * @param recorded whether that span is recorded
     */
    public TaskSpec inTraceOf(JobId job, boolean recorded) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put("TRACEPARENT", TraceParent.task(job, id).header(recorded));
        return new TaskSpec(id, files, fewer, more, uploads, retries, timeLimit, placement);
    }
}
