package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.rest.protocol.SerializerAdapter;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Measures what is sent to Batch, which takes at most 1 MiB at a time.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/task/add-collection">Task: Add Collection</a>
 */
record RequestSizes(SerializerAdapter<?> json) {

    /** Leaves room for what is around the tasks of a request. */
    static final int MOST_BYTES = (1 << 20) - (16 << 10);

    int of(Object parameter) {
        try {
            return json.serialize(parameter).getBytes(StandardCharsets.UTF_8).length;
        } catch (IOException e) {
            throw new UncheckedIOException("a request cannot be written as JSON", e);
        }
    }

    /** @throws RefusedRequest when the job or task alone is more than Batch takes in one request */
    void refuseLarge(String whose, Object parameter) {
        int bytes = of(parameter);
        if (bytes > MOST_BYTES) {
            throw new RefusedRequest(Failure.of(
                    FailureCode.INVALID_WORKLOAD,
                    String.format(
                            Locale.ROOT,
                            "Batch takes at most %,d bytes in one request, but %s has %,d: give it fewer inputs, or"
                                    + " shorter commands, parameters and environment",
                            MOST_BYTES,
                            whose,
                            bytes)));
        }
    }
}
