package io.dropbatch.bus;

import com.azure.core.models.CloudEvent;
import com.azure.core.util.BinaryData;
import com.azure.messaging.eventgrid.EventGridEvent;
import com.azure.messaging.eventgrid.systemevents.StorageBlobCreatedEventData;
import io.dropbatch.codec.ModelJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the storage events that Event Grid delivers, in the Event Grid and the CloudEvents schema, single or in an
 * array. Other event types are left out.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage">Blob storage as a source</a>
 */
public final class StorageEvents {

    private static final String CREATED = "Microsoft.Storage.BlobCreated";
    private static final String CONTAINERS = "blobServices/default/containers/";
    private static final String BLOBS = "/blobs/";

    private StorageEvents() {}

    /** @throws UnprocessableException when the body holds no storage events */
    public static List<BlobCreated> read(byte[] body) {
        String json = new String(body, StandardCharsets.UTF_8);
        try {
            return isCloudEvents(body) ? cloudEvents(json) : eventGridEvents(json);
        } catch (IOException | IllegalArgumentException | NullPointerException | ClassCastException e) {
            throw new UnprocessableException(
                    "InvalidStorageEvent", "the body is no storage event in the Event Grid or CloudEvents schema");
        }
    }

    private static boolean isCloudEvents(byte[] body) throws IOException {
        var tree = ModelJson.mapper().readTree(body);
        var first = tree.isArray() ? tree.path(0) : tree;
        if (!first.isObject()) {
            throw new IllegalArgumentException("neither an event nor an array of events");
        }
        return first.has("specversion");
    }

    private static List<BlobCreated> cloudEvents(String json) {
        List<BlobCreated> created = new ArrayList<>();
        for (var event : CloudEvent.fromString(json, false)) {
            BinaryData data = event.getData();
            if (CREATED.equals(event.getType()) && event.getSubject() != null && data != null) {
                Instant time = event.getTime() == null
                        ? Instant.EPOCH
                        : event.getTime().toInstant();
                blob(event.getSubject(), time, data).ifPresent(created::add);
            }
        }
        return created;
    }

    private static List<BlobCreated> eventGridEvents(String json) {
        List<BlobCreated> created = new ArrayList<>();
        for (EventGridEvent event : EventGridEvent.fromString(json)) {
            if (CREATED.equals(event.getEventType())) {
                blob(event.getSubject(), event.getEventTime().toInstant(), event.getData())
                        .ifPresent(created::add);
            }
        }
        return created;
    }

    private static Optional<BlobCreated> blob(String subject, Instant time, BinaryData binary) {
        StorageBlobCreatedEventData data = binary.toObject(StorageBlobCreatedEventData.class);
        int container = subject.indexOf(CONTAINERS);
        int blob = subject.indexOf(BLOBS, Math.max(container, 0));
        if (container < 0 || blob < 0 || data == null || data.getETag() == null) {
            return Optional.empty();
        }
        Long bytes = data.getContentLength();
        return Optional.of(new BlobCreated(
                subject.substring(container + CONTAINERS.length(), blob),
                subject.substring(blob + BLOBS.length()),
                data.getETag().replace("\"", ""),
                bytes == null ? 0 : bytes,
                time,
                String.valueOf(data.getSequencer()),
                String.valueOf(data.getApi())));
    }
}
