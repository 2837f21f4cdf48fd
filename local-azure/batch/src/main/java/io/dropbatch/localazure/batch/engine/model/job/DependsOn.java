package io.dropbatch.localazure.batch.engine.model.job;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import java.util.List;

/**
 * The tasks that a task waits for: by id, and by ranges of ids that are integers.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-task-dependencies">Task dependencies</a>
 */
public record DependsOn(List<BatchTaskId> ids, List<Range> ranges) {

    public static final DependsOn NOTHING = new DependsOn(List.of(), List.of());

    private static final String PROPERTY = "dependsOn";
    private static final int MOST_CHARACTERS = 64_000;

    public DependsOn {
        ids = List.copyOf(ids);
        ranges = List.copyOf(ranges);
    }

    /** Reads the dependencies of a task; a task whose job does not use dependencies must have none. */
    public static DependsOn read(RequestDocument task, JobDefinition job) {
        RequestDocument document = task.object(PROPERTY).orElse(null);
        if (document == null) {
            return NOTHING;
        }
        if (!job.usesTaskDependencies()) {
            throw BatchError.of(ErrorCode.TaskDependenciesNotSpecifiedOnJob);
        }
        List<String> ids = document.texts("taskIds");
        if (ids.stream().mapToInt(String::length).sum() > MOST_CHARACTERS) {
            throw BatchError.of(ErrorCode.TaskDependencyListTooLong)
                    .with("MaxLimit", Integer.toString(MOST_CHARACTERS));
        }
        return new DependsOn(
                ids.stream().map(BatchTaskId::new).toList(),
                document.list("taskIdRanges").stream().map(Range::read).toList());
    }

    /** Task ids from one integer to another; leading zeros are ignored. */
    public record Range(int start, int end) {

        private static Range read(RequestDocument document) {
            int start = bound(document, "start");
            int end = bound(document, "end");
            if (end < start) {
                throw document.invalid("end", "A range must not end before it starts.");
            }
            return new Range(start, end);
        }

        private static int bound(RequestDocument document, String name) {
            if (!document.has(name)) {
                throw document.missing(name);
            }
            return document.integer(name, 0, 0, Integer.MAX_VALUE);
        }
    }
}
