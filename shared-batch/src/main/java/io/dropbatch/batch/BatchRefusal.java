package io.dropbatch.batch;

import com.microsoft.rest.RestException;
import io.dropbatch.model.text.Redaction;

/** Why a request to Batch was not fulfilled. */
public sealed interface BatchRefusal {

    /** Batch gets too many requests, or is too busy: the same request will do later. */
    record Throttled(BatchErrorResponse response) implements BatchRefusal {}

    /** Batch has a problem of its own, or did not finish in time: the same request may do later. */
    record Unavailable(BatchErrorResponse response) implements BatchRefusal {}

    /**
     * No response came, or not one that Batch sends.
     *
     * @param cause in one line, without secrets
     */
    record Unreachable(String cause) implements BatchRefusal {}

    /** Batch does not accept the key or identity, or it lacks a role. */
    record Denied(BatchErrorResponse response) implements BatchRefusal {}

    /** Batch does not do this: the same request makes no sense again unless its code says so. */
    record Rejected(BatchErrorResponse response) implements BatchRefusal {}

    /** Reads what a call of the SDK's client has thrown. */
    static BatchRefusal of(RuntimeException thrown) {
        if (!(thrown instanceof RestException refused) || refused.response() == null) {
            return new Unreachable(Redaction.describe(deepest(thrown)));
        }
        BatchErrorResponse response = BatchErrorReader.read(refused);
        return switch (response.status()) {
            case 429, 503 -> new Throttled(response);
            case 401, 403 -> new Denied(response);
            case 408 -> new Unavailable(response);
            default -> response.status() >= 500 ? new Unavailable(response) : new Rejected(response);
        };
    }

    private static Throwable deepest(Throwable thrown) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }
}
