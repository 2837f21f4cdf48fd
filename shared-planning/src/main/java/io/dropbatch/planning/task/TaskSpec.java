package io.dropbatch.planning.task;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.trace.TraceParent;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is handed to Batch.
 *
 * @param fewer the same files from fewer and broader sources, for when Batch takes no list as long as {@code files};
 *     empty when there are none
 * @param uploads the folder of the outputs container, without a slash at its end, that the task's runs are uploaded to
 * @param retries how often Batch runs a failed command again
 * @param timeLimit Batch's backstop behind the harness's own time limit
 * @param nodes that it runs on at the same time; its files come to each of them
 * @param account of the pool that it runs as; absent for Batch's own
 */
public record TaskSpec(
        TaskId id,
        List<FileSource> files,
        List<FileSource> fewer,
        Map<String, String> environment,
        String uploads,
        int retries,
        Duration timeLimit,
        int nodes,
        @Nullable String account) {

    public TaskSpec {
        files = List.copyOf(files);
        fewer = List.copyOf(fewer);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** A task of one node. */
    public TaskSpec(
            TaskId id,
            List<FileSource> files,
            List<FileSource> fewer,
            Map<String, String> environment,
            String uploads,
            int retries,
            Duration timeLimit) {
        this(id, files, fewer, environment, uploads, retries, timeLimit, 1, null);
    }

    /** This task on so many nodes, as that account. */
    TaskSpec on(int several, @Nullable String as) {
        return new TaskSpec(id, files, fewer, environment, uploads, retries, timeLimit, several, as);
    }

    /**
     * This task, with the span that a program of it can make its own spans' parent.
     *
     * @param recorded whether that span is recorded
     */
    public TaskSpec inTraceOf(JobId job, boolean recorded) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put("TRACEPARENT", TraceParent.task(job, id).header(recorded));
        return new TaskSpec(id, files, fewer, more, uploads, retries, timeLimit, nodes, account);
    }
}
