package io.dropbatch.bus;

import com.azure.core.models.CloudEvent;
import com.azure.core.util.BinaryData;
import com.azure.messaging.eventgrid.EventGridEvent;
import com.azure.messaging.eventgrid.systemevents.StorageBlobCreatedEventData;
import io.dropbatch.codec.ModelJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
        String name = subject.substring(container + CONTAINERS.length(), blob);
        return Optional.of(new BlobCreated(
                name,
                EventSubject.path(subject.substring(blob + BLOBS.length()), name, data.getUrl()),
                data.getETag().replace("\"", ""),
                bytes == null ? 0 : bytes,
                time,
                String.valueOf(data.getSequencer()),
                String.valueOf(data.getApi())));
    }

    /**
     * The name of a blob in the subject of an event. Event Grid has been seen to lose characters beyond the basic plane there; the
     * address in the same event is percent-encoded and has them all.
     *
     * @see <a href="https://github.com/Azure-Samples/azure-event-grid-viewer/issues/9">Emoji in subjects</a>
     */
    private static final class EventSubject {

        /** What may have been lost, and what may stand in its place. */
        private static final Pattern DOUBTFUL = Pattern.compile("[^\\x20-\\x7e]|\\?");

        private static final Pattern HOST = Pattern.compile("^https?://[^/]+");

        private EventSubject() {}

        /** @param address of the blob; without one that says the same in plain characters, the subject is taken as it is */
        static String path(String subject, String container, @Nullable String address) {
            if (address == null || !DOUBTFUL.matcher(subject).find()) {
                return subject;
            }
            String path = HOST.matcher(address).replaceFirst("");
            int start = path.indexOf("/" + container + "/");
            if (start < 0) {
                return subject;
            }
            String name = decoded(path.substring(start + container.length() + 2));
            return plain(name).equals(plain(subject)) ? name : subject;
        }

        private static String plain(String name) {
            return DOUBTFUL.matcher(name).replaceAll("");
        }

        /** Empty when the text is not percent-encoded UTF-8. */
        private static String decoded(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer out = ByteBuffer.allocate(bytes.length);
            for (int at = 0; at < bytes.length; at++) {
                if (bytes[at] != '%') {
                    out.put(bytes[at]);
                    continue;
                }
                int high = at + 2 < bytes.length ? Character.digit(bytes[at + 1], 16) : -1;
                int low = at + 2 < bytes.length ? Character.digit(bytes[at + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return "";
                }
                out.put((byte) (high << 4 | low));
                at += 2;
            }
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
            } catch (CharacterCodingException e) {
                return "";
            }
        }
    }
}
