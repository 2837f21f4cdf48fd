package io.dropbatch.localazure.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A queue that remembers what it was given, and can be out of order for a while. */
final class RecordedEvents implements BlobEventSink {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Recorded> taken = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    record Recorded(String queue, String messageId, JsonNode body, String contentType, Map<String, Object> properties) {

        String api() {
            return body.at("/data/api").textValue();
        }

        String subject() {
            return body.path("subject").textValue();
        }
    }

    @Override
    public CompletableFuture<?> deliver(
            String queue, String messageId, byte[] body, String contentType, Map<String, Object> properties) {
        if (refusing) {
            return CompletableFuture.failedFuture(new IOException("out of order"));
        }
        try {
            taken.add(new Recorded(queue, messageId, JSON.readTree(body), contentType, properties));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return CompletableFuture.completedFuture(null);
    }

    void refuse(boolean value) {
        refusing = value;
    }

    List<Recorded> about(String blobName) {
        return taken.stream()
                .filter(event -> event.subject().endsWith("/blobs/" + blobName))
                .toList();
    }

    List<Recorded> all() {
        return List.copyOf(taken);
    }
}
