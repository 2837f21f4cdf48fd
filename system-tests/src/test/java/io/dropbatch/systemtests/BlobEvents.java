package io.dropbatch.systemtests;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import java.util.UUID;

/**
 * Storage events made by hand, each under an id of its own, so that the bus does not take them for duplicates.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage">Blob storage as a source</a>
 */
record BlobEvents(House house) {

    private static final String TYPE = "Microsoft.Storage.BlobCreated";
    private static final String SOURCE =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/devstoreaccount1";

    void sendCloudEvent(DropTrigger trigger) {
        ObjectNode event = ModelJson.mapper()
                .createObjectNode()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", SOURCE)
                .put("type", TYPE)
                .put("subject", subject(trigger))
                .put("time", trigger.uploadedAt().toString());
        event.set("data", data(trigger));
        send(event);
    }

    void sendGridEvent(DropTrigger trigger) {
        ObjectNode event = ModelJson.mapper()
                .createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("topic", SOURCE)
                .put("subject", subject(trigger))
                .put("eventType", TYPE)
                .put("eventTime", trigger.uploadedAt().toString())
                .put("dataVersion", "")
                .put("metadataVersion", "1");
        event.set("data", data(trigger));
        send(event);
    }

    private static String subject(DropTrigger trigger) {
        return "/blobServices/default/containers/" + trigger.container() + "/blobs/" + trigger.path();
    }

    private static ObjectNode data(DropTrigger trigger) {
        return ModelJson.mapper()
                .createObjectNode()
                .put("api", "PutBlob")
                .put("clientRequestId", UUID.randomUUID().toString())
                .put("requestId", UUID.randomUUID().toString())
                .put("eTag", trigger.etag())
                .put("contentType", "application/octet-stream")
                .put("contentLength", 0)
                .put("blobType", "BlockBlob")
                .put("url", "https://devstoreaccount1.blob.core.windows.net/inbox/" + trigger.path())
                .put("sequencer", "00000000000000000000000000000001")
                .set("storageDiagnostics", ModelJson.mapper().createObjectNode().put("batchId", "b"));
    }

    private void send(ObjectNode event) {
        try (ServiceBusSenderClient sender = new ServiceBusClientBuilder()
                .connectionString(house.address("AZURE_SERVICEBUS_CONNECTION_STRING"))
                .sender()
                .queueName("storage-events")
                .buildClient()) {
            sender.sendMessage(new ServiceBusMessage(event.toString())
                    .setMessageId(UUID.randomUUID().toString()));
        }
    }
}
