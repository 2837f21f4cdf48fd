package io.dropbatch.scheduler.adapter.azurebatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.batch.NodeCredentials;
import io.dropbatch.planning.task.NodeAccount;
import io.dropbatch.scheduler.domain.pool.NodeDisk;
import io.dropbatch.scheduler.domain.pool.NodeImage;
import io.dropbatch.scheduler.domain.pool.NodeNetwork;
import io.dropbatch.scheduler.domain.pool.PublicAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a pool as Azure's resource manager reads it.
 *
 * @see <a href="https://learn.microsoft.com/azure/templates/microsoft.batch/batchaccounts/pools">Microsoft.Batch
 *     batchAccounts/pools</a>
 */
final class ManagedPoolDocument {

    private ManagedPoolDocument() {}

    static ObjectNode of(PoolCreation creation, List<String> identities) {
        ObjectNode pool = JsonNodeFactory.instance.objectNode();
        ObjectNode identity = pool.putObject("identity").put("type", "UserAssigned");
        ObjectNode assigned = identity.putObject("userAssignedIdentities");
        identities.forEach(assigned::putObject);
        ObjectNode properties = pool.putObject("properties");
        properties.put("vmSize", creation.size().vmSize());
        properties.put("taskSlotsPerNode", creation.size().slots());
        machine(properties, creation.size().image(), creation.setup().disk());
        scale(properties.putObject("scaleSettings"), creation);
        network(properties, creation.setup().network());
        if (creation.pool().isConnected()) {
            connect(properties);
        }
        startTask(properties, creation.pool().startTask());
        creation.metadata()
                .forEach((name, value) -> properties
                        .withArray("metadata")
                        .addObject()
                        .put("name", name)
                        .put("value", value));
        return pool;
    }

    private static void machine(ObjectNode properties, NodeImage image, @Nullable NodeDisk disk) {
        ObjectNode machine = properties.putObject("deploymentConfiguration").putObject("virtualMachineConfiguration");
        machine.put("nodeAgentSkuId", image.nodeAgent());
        machine.putObject("imageReference")
                .put("publisher", image.publisher())
                .put("offer", image.offer())
                .put("sku", image.sku())
                .put("version", image.version());
        if (disk == null) {
            return;
        }
        ObjectNode osDisk = machine.putObject("osDisk");
        Integer gigabytes = disk.gigabytes();
        if (gigabytes != null) {
            osDisk.put("diskSizeGB", gigabytes);
        }
        String type = disk.type();
        if (type != null) {
            osDisk.putObject("managedDisk").put("storageAccountType", storageType(type));
        }
    }

    private static String storageType(String type) {
        return switch (type) {
            case "premium_lrs" -> "Premium_LRS";
            case "standardssd_lrs" -> "StandardSSD_LRS";
            default -> "Standard_LRS";
        };
    }

    private static void scale(ObjectNode settings, PoolCreation creation) {
        if (creation.isByFormula()) {
            settings.putObject("autoScale").put("formula", creation.formula()).put("evaluationInterval", "PT5M");
            return;
        }
        settings.putObject("fixedScale")
                .put("targetDedicatedNodes", creation.numbers().dedicated())
                .put("targetLowPriorityNodes", creation.numbers().spot())
                .put(
                        "resizeTimeout",
                        PoolParameters.allocationTimeout(creation.nodes()).toString());
    }

    private static void network(ObjectNode properties, @Nullable NodeNetwork network) {
        if (network == null) {
            return;
        }
        if (network.simplified()) {
            properties.put("targetNodeCommunicationMode", "Simplified");
        }
        String subnet = network.subnet();
        if (subnet == null && network.publicAddress() == PublicAddress.BATCH) {
            return;
        }
        ObjectNode configuration = properties.putObject("networkConfiguration");
        if (subnet != null) {
            configuration.put("subnetId", subnet);
        }
        if (network.publicAddress() != PublicAddress.BATCH) {
            ObjectNode address = configuration.putObject("publicIPAddressConfiguration");
            address.put(
                    "provision", network.publicAddress() == PublicAddress.OWN ? "UserManaged" : "NoPublicIPAddresses");
            network.addresses().forEach(id -> address.withArray("ipAddressIds").add(id));
        }
    }

    private static void connect(ObjectNode properties) {
        properties.put("interNodeCommunication", "Enabled");
        NodeCredentials credentials = NodeCredentials.generate();
        properties
                .withArray("userAccounts")
                .addObject()
                .put("name", NodeAccount.NAME)
                .put("password", credentials.password())
                .put("elevationLevel", "NonAdmin")
                .putObject("linuxUserConfiguration")
                .put("sshPrivateKey", credentials.privateKey());
    }

    private static void startTask(ObjectNode properties, @Nullable String command) {
        if (command == null) {
            return;
        }
        ObjectNode start = properties
                .putObject("startTask")
                .put("commandLine", PoolCreation.START_COMMAND)
                .put("maxTaskRetryCount", PoolCreation.START_RETRIES)
                .put("waitForSuccess", true);
        start.withArray("environmentSettings")
                .addObject()
                .put("name", PoolCreation.START_VARIABLE)
                .put("value", command);
        start.putObject("userIdentity")
                .putObject("autoUser")
                .put("scope", "Pool")
                .put("elevationLevel", "Admin");
    }
}
