package io.dropbatch.localazure.batch.protocol.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.JsonTrees;
import java.time.Instant;

/** A refusal in Azure's form; clients fail on an error without a body. */
public final class ErrorDocument {

    private ErrorDocument() {}

    public static ObjectNode write(BatchError error, String base, String requestId, Instant now) {
        ObjectNode document = JsonTrees.object();
        document.put(
                "odata.metadata",
                base + "/$metadata#Microsoft.Azure.Batch.Protocol.Entities.Container.errors/@Element");
        String message = error.code().message() + "\nRequestId:" + requestId + "\nTime:" + AzureTimes.text(now);
        return fill(document, error, message);
    }

    /** The same inside another answer. */
    public static ObjectNode brief(BatchError error) {
        return fill(JsonTrees.object(), error, error.code().message());
    }

    private static ObjectNode fill(ObjectNode document, BatchError error, String message) {
        document.put("code", error.code().name());
        document.putObject("message").put("lang", "en-US").put("value", message);
        if (!error.values().isEmpty()) {
            ArrayNode values = document.putArray("values");
            error.values()
                    .forEach((key, value) -> values.addObject().put("key", key).put("value", value));
        }
        return document;
    }
}
