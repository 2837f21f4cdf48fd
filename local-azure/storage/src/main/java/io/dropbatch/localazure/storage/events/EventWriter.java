package io.dropbatch.localazure.storage.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.storage.BlobApi;
import io.dropbatch.localazure.storage.EventRoute;
import io.dropbatch.localazure.storage.EventSchema;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Writes an event as Event Grid delivers it to a Service Bus queue: a single object, with the {@code aeg-} properties.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage">Blob Storage events</a>
 * @see <a href="https://learn.microsoft.com/azure/event-grid/handler-service-bus">Service Bus as event handler</a>
 */
final class EventWriter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final String account;

    EventWriter(String account) {
        this.account = account;
    }

    BlobEvent write(EventRoute route, BlobChange change, String sequencer) {
        String id = id(route, change, sequencer);
        ObjectNode data = data(change, sequencer);
        boolean cloud = route.schema() == EventSchema.CloudEventSchemaV1_0;
        ObjectNode event = cloud ? cloudEvent(change, id) : gridEvent(change, id);
        event.set("data", data);
        try {
            return new BlobEvent(
                    route.queue(),
                    id,
                    JSON.writeValueAsBytes(event),
                    (cloud ? "application/cloudevents+json" : "application/json") + "; charset=utf-8",
                    properties(route, id, cloud));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(EventRoute route, BlobChange change, String sequencer) {
        String name = route.name() + '\n' + change.requestId() + '\n' + change.eTag() + '\n' + sequencer;
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
    }

    private ObjectNode cloudEvent(BlobChange change, String id) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("specversion", "1.0")
                .put("type", type(change))
                .put("source", source())
                .put("subject", subject(change))
                .put("time", time(change.time()));
    }

    private ObjectNode gridEvent(BlobChange change, String id) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("topic", source())
                .put("subject", subject(change))
                .put("eventType", type(change))
                .put("eventTime", time(change.time()))
                .put("dataVersion", "")
                .put("metadataVersion", "1");
    }

    private static ObjectNode data(BlobChange change, String sequencer) {
        ObjectNode data = JSON.createObjectNode();
        data.put("api", change.api().name());
        data.put("clientRequestId", change.clientRequestId());
        data.put("requestId", change.requestId());
        if (change.api() != BlobApi.DeleteBlob) {
            data.put("eTag", change.eTag());
        }
        if (change.contentType() != null) {
            data.put("contentType", change.contentType());
        }
        if (change.contentLength() != null) {
            data.put("contentLength", change.contentLength());
        }
        data.put("blobType", change.blobType());
        data.put("url", change.endpoint() + plainSlashes(change.path()));
        data.put("sequencer", sequencer);
        data.putObject("storageDiagnostics").put("batchId", change.requestId());
        return data;
    }

    private static Map<String, Object> properties(EventRoute route, String id, boolean cloud) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("aeg-subscription-name", route.name());
        properties.put("aeg-delivery-count", "0");
        properties.put("aeg-event-type", "Notification");
        properties.put("aeg-metadata-version", "1");
        properties.put("aeg-output-event-id", id);
        if (!cloud) {
            properties.put("aeg-data-version", "");
        }
        return properties;
    }

    private static String type(BlobChange change) {
        return change.api() == BlobApi.DeleteBlob ? "Microsoft.Storage.BlobDeleted" : "Microsoft.Storage.BlobCreated";
    }

    private String source() {
        return "/subscriptions/local/resourceGroups/local/providers/Microsoft.Storage/storageAccounts/" + account;
    }

    private static String subject(BlobChange change) {
        return "/blobServices/default/containers/" + change.container() + "/blobs/" + change.blob();
    }

    /** SDKs escape the slashes within a name; Azure's events do not. */
    private static String plainSlashes(String path) {
        return path.replace("%2F", "/").replace("%2f", "/");
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
