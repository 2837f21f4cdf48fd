package io.dropbatch.localazure.batch.engine.model.pool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.document.VmSizes;
import io.dropbatch.localazure.batch.engine.model.task.PackageReference;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool as its user described it. */
public record PoolDefinition(
        ObjectNode source,
        String vmSize,
        int slotsPerNode,
        boolean pack,
        AutoScaling autoScaling,
        PoolTargets targets,
        List<PackageReference> packages,
        boolean interNodeCommunication,
        @Nullable StartTask startTask) {

    public static PoolDefinition read(RequestDocument document) {
        document.refuse("certificateReferences", "mountConfiguration", "userAccounts");
        document.object("virtualMachineConfiguration")
                .ifPresent(configuration -> configuration.refuse("containerConfiguration", "extensions"));
        RequestDocument policy =
                document.object("taskSchedulingPolicy").orElseGet(() -> RequestDocument.parse(new byte[0]));
        return new PoolDefinition(
                document.tree(),
                document.text("vmSize"),
                document.integer("taskSlotsPerNode", 1, 1, TaskDefinition.MOST_SLOTS),
                policy.text("nodeFillType", "spread").equalsIgnoreCase("pack"),
                AutoScaling.read(document),
                PoolTargets.read(document),
                PackageReference.read(document),
                document.flag("enableInterNodeCommunication", false),
                StartTask.read(document));
    }

    /** The cores of one node, if the name of its size says them. */
    public int coresPerNode() {
        return VmSizes.cores(vmSize).orElse(1);
    }
}
