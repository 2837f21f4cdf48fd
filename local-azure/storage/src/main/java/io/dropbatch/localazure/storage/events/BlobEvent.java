package io.dropbatch.localazure.storage.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/** A message that is due on a queue. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BlobEvent(String queue, String id, byte[] body, String contentType, Map<String, Object> properties) {

    /** The same event under another message id, otherwise the bus's duplicate detection would drop it. */
    BlobEvent copy() {
        return new BlobEvent(queue, id + "~2", body, contentType, properties);
    }
}
