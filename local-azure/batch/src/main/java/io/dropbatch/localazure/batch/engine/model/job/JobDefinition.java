package io.dropbatch.localazure.batch.engine.model.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
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
        JobConstraints constraints,
        JobReactions reactions,
        boolean usesTaskDependencies,
        Map<String, String> commonEnvironment,
        SpecialTasks specialTasks) {

    public JobDefinition {
        commonEnvironment = Collections.unmodifiableMap(new LinkedHashMap<>(commonEnvironment));
    }

    public static JobDefinition read(RequestDocument document) {
        RequestDocument poolInfo = document.object("poolInfo").orElseThrow(() -> BatchError.missing("poolInfo"));
        AutoPool autoPool = AutoPool.read(poolInfo);
        JobConstraints constraints = JobConstraints.read(document);
        return new JobDefinition(
                document.tree(),
                autoPool == null ? new PoolId(poolInfo.text("poolId")) : AutoPool.NOT_YET,
                autoPool,
                priority(document),
                document.integer("maxParallelTasks", -1, -1, Integer.MAX_VALUE),
                constraints,
                JobReactions.read(document),
                document.flag("usesTaskDependencies", false),
                TaskDefinition.environment(document, "commonEnvironmentSettings"),
                SpecialTasks.read(document, constraints.maxTaskRetryCount()));
    }

    /** The same on another pool. */
    public JobDefinition on(PoolId other) {
        return new JobDefinition(
                source,
                other,
                autoPool,
                priority,
                maxParallelTasks,
                constraints,
                reactions,
                usesTaskDependencies,
                commonEnvironment,
                specialTasks);
    }

    private static int priority(RequestDocument document) {
        int priority = document.integer("priority", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (priority < -1000 || priority > 1000) {
            throw BatchError.of(ErrorCode.OutOfRangePriority);
        }
        return priority;
    }
}
