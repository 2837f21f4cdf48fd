package io.dropbatch.localazure.batch.protocol.call;

import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.account.UpdateCondition;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request's conditional headers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2">Precedence of preconditions</a>
 */
public final class RequestConditions {

    private RequestConditions() {}

    /** For calls that change something. */
    public static UpdateCondition of(ApiCall call) {
        return modified -> {
            if (!meets(call, modified)) {
                throw BatchError.of(ErrorCode.ConditionNotMet);
            }
        };
    }

    /** Whether a client already has this version and so gets no body; throws when it requires another. */
    public static boolean unchanged(ApiCall call, Instant modified) {
        boolean wanted = wanted(call, modified);
        boolean newer = newer(call, modified);
        if (!wanted) {
            throw BatchError.of(ErrorCode.ConditionNotMet);
        }
        return !newer;
    }

    private static boolean meets(ApiCall call, Instant modified) {
        boolean wanted = wanted(call, modified);
        // Both are read, so that an invalid header is refused whatever the other says.
        return newer(call, modified) && wanted;
    }

    /** Whether this is the version that the caller knows; an ETag takes precedence over a time. */
    private static boolean wanted(ApiCall call, Instant modified) {
        String match = call.header("If-Match");
        Instant unmodified = time(call, "If-Unmodified-Since");
        if (match != null) {
            return names(match, modified);
        }
        return unmodified == null || !second(modified).isAfter(unmodified);
    }

    /** Whether this is another version than the caller knows; an ETag takes precedence over a time. */
    private static boolean newer(ApiCall call, Instant modified) {
        String noneMatch = call.header("If-None-Match");
        Instant since = time(call, "If-Modified-Since");
        if (noneMatch != null) {
            return !names(noneMatch, modified);
        }
        return since == null || second(modified).isAfter(since);
    }

    private static boolean names(String header, Instant modified) {
        String etag = AzureTimes.etag(modified);
        return Stream.of(header.replace("\"", "").split(","))
                .map(String::strip)
                .anyMatch(name -> name.equals("*") || name.equalsIgnoreCase(etag));
    }

    /** Headers carry whole seconds. */
    private static Instant second(Instant modified) {
        return modified.truncatedTo(ChronoUnit.SECONDS);
    }

    private static @Nullable Instant time(ApiCall call, String header) {
        String value = call.header(header);
        if (value == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw BatchError.of(ErrorCode.InvalidHeaderValue).with("HeaderName", header);
        }
    }
}
