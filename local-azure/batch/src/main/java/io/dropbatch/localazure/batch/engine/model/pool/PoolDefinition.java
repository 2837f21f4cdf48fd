package io.dropbatch.localazure.batch.engine.model.pool;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** Azure's own words. */
    public static final String NOT_BOTH = "Pool cannot have both TargetDedicatedNodes and TargetLowPriorityNodes"
            + " specified if communication is enabled.";

    public static PoolDefinition read(RequestDocument document) {
        document.refuse("certificateReferences", "mountConfiguration");
        document.object("virtualMachineConfiguration")
                .ifPresent(configuration -> configuration.refuse("containerConfiguration", "extensions"));
        RequestDocument policy =
                document.object("taskSchedulingPolicy").orElseGet(() -> RequestDocument.parse(new byte[0]));
        boolean communicates = document.flag("enableInterNodeCommunication", false);
        PoolTargets targets = PoolTargets.read(document);
        if (communicates && targets.dedicated() > 0 && targets.lowPriority() > 0) {
            throw document.invalid("targetLowPriorityNodes", NOT_BOTH);
        }
        return new PoolDefinition(
                withoutSecrets(document.tree()),
                document.text("vmSize"),
                document.integer("taskSlotsPerNode", 1, 1, TaskDefinition.MOST_SLOTS),
                policy.text("nodeFillType", "spread").equalsIgnoreCase("pack"),
                AutoScaling.read(document),
                targets,
                PackageReference.read(document),
                communicates,
                StartTask.read(document));
    }

    /** Azure never shows them again, and here nothing needs them. */
    private static ObjectNode withoutSecrets(ObjectNode tree) {
        if (!tree.has("userAccounts")) {
            return tree;
        }
        ObjectNode copy = tree.deepCopy();
        for (JsonNode account : copy.path("userAccounts")) {
            if (account instanceof ObjectNode object) {
                object.remove("password");
            }
            if (account.path("linuxUserConfiguration") instanceof ObjectNode linux) {
                linux.remove("sshPrivateKey");
            }
        }
        return copy;
    }

    /** The cores of one node, if the name of its size says them. */
    public int coresPerNode() {
        return VmSizes.cores(vmSize).orElse(1);
    }
}
