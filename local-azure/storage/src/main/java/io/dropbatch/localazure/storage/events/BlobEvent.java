package io.dropbatch.localazure.storage.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/** A message that is due on a queue. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BlobEvent(String queue, String id, byte[] body, String contentType, Map<String, Object> properties) {

    BlobEvent withId(String other) {
        return new BlobEvent(queue, other, body, contentType, properties);
    }
}
