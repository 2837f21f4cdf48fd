package io.dropbatch.localazure.batch.engine.model.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job's manager: the task that starts with the job, before all others, and may end it.
 *
 * @param exclusive whether no other task may be on its node
 * @param source its task
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/job/add#jobmanagertask">Job manager task</a>
 */
public record JobManager(
        BatchTaskId id,
        boolean killsJob,
        boolean exclusive,
        boolean allowsLowPriority,
        TaskDefinition spec,
        ObjectNode source) {

    private static final List<String> OF_THE_JOB =
            List.of("killJobOnCompletion", "runExclusive", "allowLowPriorityNode");

    static @Nullable JobManager read(RequestDocument job, int maxRetries) {
        RequestDocument document = job.object("jobManagerTask").orElse(null);
        if (document == null) {
            return null;
        }
        TaskDefinition spec = TaskDefinition.read(document, maxRetries);
        ObjectNode source = document.tree().deepCopy();
        source.remove(OF_THE_JOB);
        return new JobManager(
                new BatchTaskId(document.text("id")),
                document.flag("killJobOnCompletion", true),
                document.flag("runExclusive", true),
                document.flag("allowLowPriorityNode", true),
                spec,
                source);
    }

    /** The job's other commands have names of their own. */
    void distinguish(@Nullable JobCommand preparation, @Nullable JobCommand release) {
        JobCommand.refuseNameOf(preparation, id, ErrorCode.TaskIdSameAsJobPreparationTask);
        JobCommand.refuseNameOf(release, id, ErrorCode.TaskIdSameAsJobReleaseTask);
    }

    /** The slots that it uses on a node of a pool. */
    public int slotsIn(PoolDefinition pool) {
        return exclusive ? pool.slotsPerNode() : spec.requiredSlots();
    }
}
