package io.dropbatch.batch;

import com.microsoft.azure.batch.protocol.models.BatchError;
import com.microsoft.azure.batch.protocol.models.BatchErrorDetail;
import com.microsoft.rest.RestException;
import io.dropbatch.model.text.Redaction;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the SDK's errors. */
public final class BatchErrorReader {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private BatchErrorReader() {}

    /** What an error says, without secrets: its message and its details, such as the name of a wrong property. */
    public static String message(BatchError error) {
        StringBuilder words = new StringBuilder();
        if (error.message() != null && error.message().value() != null) {
            // The second and third line are Batch's request id and time.
            words.append(error.message().value().lines().findFirst().orElse(""));
        }
        if (error.values() != null) {
            for (BatchErrorDetail detail : error.values()) {
                words.append(" [%s: %s]".formatted(detail.key(), detail.value()));
            }
        }
        return Redaction.of(words.toString());
    }

    /** @param refused with a response */
    static BatchErrorResponse read(RestException refused) {
        int status = refused.response().code();
        @Nullable BatchError error = refused.body() instanceof BatchError body ? body : null;
        String value = error == null || error.code() == null ? "HTTP " + status : error.code();
        String message = error == null ? "no explanation (HTTP " + status + ")" : message(error);
        return new BatchErrorResponse(
                status,
                value,
                message,
                refused.response().headers().get("request-id"),
                seconds(refused.response().headers().get("Retry-After")));
    }

    private static @Nullable Duration seconds(@Nullable String retryAfter) {
        return retryAfter != null && SECONDS.matcher(retryAfter).matches()
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : null;
    }
}
