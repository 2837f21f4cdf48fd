package io.dropbatch.localazure.batch.engine.model.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job as its user described it. */
public record JobDefinition(
        ObjectNode source,
        PoolId pool,
        @Nullable AutoPool autoPool,
        int priority,
        int maxParallelTasks,
        Duration maxWallClockTime,
        int maxTaskRetryCount,
        OnAllTasksComplete onAllTasksComplete,
        OnTaskFailure onTaskFailure,
        boolean usesTaskDependencies,
        Map<String, String> commonEnvironment,
        @Nullable JobManager manager,
        @Nullable JobCommand preparation,
        @Nullable JobCommand release) {

    public JobDefinition {
        commonEnvironment = Collections.unmodifiableMap(new LinkedHashMap<>(commonEnvironment));
    }

    public static JobDefinition read(RequestDocument document) {
        RequestDocument poolInfo = document.object("poolInfo").orElseThrow(() -> BatchError.missing("poolInfo"));
        AutoPool autoPool = AutoPool.read(poolInfo);
        RequestDocument constraints =
                document.object("constraints").orElseGet(() -> RequestDocument.parse(new byte[0]));
        JobCommand preparation = JobCommand.preparation(document);
        JobCommand release = JobCommand.release(document);
        if (release != null && preparation == null) {
            throw document.invalid("jobReleaseTask", "A job release task needs a job preparation task.");
        }
        int maxTaskRetries = constraints.integer("maxTaskRetryCount", 0, -1, Integer.MAX_VALUE);
        JobManager manager = JobManager.read(document, maxTaskRetries);
        if (manager != null) {
            manager.distinguish(preparation, release);
        }
        return new JobDefinition(
                document.tree(),
                autoPool == null ? new PoolId(poolInfo.text("poolId")) : AutoPool.NOT_YET,
                autoPool,
                priority(document),
                document.integer("maxParallelTasks", -1, -1, Integer.MAX_VALUE),
                constraints.duration("maxWallClockTime", AzureTimes.UNLIMITED),
                maxTaskRetries,
                document.choice("onAllTasksComplete", OnAllTasksComplete.class, OnAllTasksComplete.NO_ACTION),
                document.choice("onTaskFailure", OnTaskFailure.class, OnTaskFailure.NO_ACTION),
                document.flag("usesTaskDependencies", false),
                TaskDefinition.environment(document, "commonEnvironmentSettings"),
                manager,
                preparation,
                release);
    }

    /** The same on another pool. */
    public JobDefinition on(PoolId other) {
        return new JobDefinition(
                source,
                other,
                autoPool,
                priority,
                maxParallelTasks,
                maxWallClockTime,
                maxTaskRetryCount,
                onAllTasksComplete,
                onTaskFailure,
                usesTaskDependencies,
                commonEnvironment,
                manager,
                preparation,
                release);
    }

    private static int priority(RequestDocument document) {
        int priority = document.integer("priority", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (priority < -1000 || priority > 1000) {
            throw BatchError.of(ErrorCode.OutOfRangePriority);
        }
        return priority;
    }

    /** The job's action when every task has completed. */
    public enum OnAllTasksComplete {
        NO_ACTION,
        TERMINATE_JOB
    }

    /** The job's action when a task has failed. */
    public enum OnTaskFailure {
        NO_ACTION,
        PERFORM_EXIT_OPTIONS_JOB_ACTION
    }
}
