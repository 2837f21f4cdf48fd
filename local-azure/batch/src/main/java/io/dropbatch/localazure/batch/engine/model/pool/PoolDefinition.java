package io.dropbatch.localazure.batch.engine.model.pool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.document.VmSizes;
import io.dropbatch.localazure.batch.engine.model.task.MultiInstance;
import io.dropbatch.localazure.batch.engine.model.task.PackageReference;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool as its user described it. */
public record PoolDefinition(
        ObjectNode source,
        String vmSize,
        int slotsPerNode,
        boolean pack,
        boolean enableAutoScale,
        @Nullable String autoScaleFormula,
        Duration autoScaleInterval,
        int targetDedicated,
        int targetLowPriority,
        Duration resizeTimeout,
        List<PackageReference> packages,
        boolean interNodeCommunication,
        @Nullable StartTask startTask) {

    public static PoolDefinition read(RequestDocument document) {
        document.refuse("certificateReferences", "mountConfiguration", "userAccounts");
        document.object("virtualMachineConfiguration")
                .ifPresent(configuration -> configuration.refuse("containerConfiguration", "extensions"));
        boolean autoScale = document.flag("enableAutoScale", false);
        if (autoScale && (document.has("targetDedicatedNodes") || document.has("targetLowPriorityNodes"))) {
            throw document.invalid("enableAutoScale", "A pool that scales by formula has no target numbers of nodes.");
        }
        RequestDocument policy =
                document.object("taskSchedulingPolicy").orElseGet(() -> RequestDocument.parse(new byte[0]));
        Duration interval = document.duration("autoScaleEvaluationInterval", Duration.ofMinutes(15));
        if (interval.compareTo(Duration.ofMinutes(5)) < 0 || interval.compareTo(Duration.ofDays(7)) > 0) {
            throw document.invalid(
                    "autoScaleEvaluationInterval", "An interval from 5 minutes to 168 hours is expected.");
        }
        return new PoolDefinition(
                document.tree(),
                document.text("vmSize"),
                document.integer("taskSlotsPerNode", 1, 1, TaskDefinition.MOST_SLOTS),
                policy.text("nodeFillType", "spread").equalsIgnoreCase("pack"),
                autoScale,
                formula(document, autoScale),
                interval,
                document.integer("targetDedicatedNodes", 0, 0, MultiInstance.MOST_NODES),
                document.integer("targetLowPriorityNodes", 0, 0, MultiInstance.MOST_NODES),
                resizeTimeout(document, Duration.ofMinutes(15)),
                PackageReference.read(document),
                document.flag("enableInterNodeCommunication", false),
                StartTask.read(document));
    }

    /** How long a change of the pool's size may take. */
    public static Duration resizeTimeout(RequestDocument document, Duration fallback) {
        Duration timeout = document.duration("resizeTimeout", fallback);
        if (timeout.compareTo(Duration.ofMinutes(5)) < 0) {
            throw document.invalid("resizeTimeout", "A timeout of 5 minutes or more is expected.");
        }
        return timeout;
    }

    /** The cores of one node, if the name of its size says them. */
    public int coresPerNode() {
        return VmSizes.cores(vmSize).orElse(1);
    }

    private static @Nullable String formula(RequestDocument document, boolean autoScale) {
        String formula = document.textOrNull("autoScaleFormula");
        if (autoScale && formula == null) {
            throw BatchError.missing("autoScaleFormula");
        }
        if (!autoScale && formula != null) {
            throw document.invalid("autoScaleFormula", "A formula needs enableAutoScale.");
        }
        return formula;
    }
}
