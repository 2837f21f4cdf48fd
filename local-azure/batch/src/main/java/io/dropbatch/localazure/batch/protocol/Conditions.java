package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.Times;
import io.dropbatch.localazure.batch.engine.Condition;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A request's conditional headers. */
final class Conditions {

    private Conditions() {}

    /** For calls that change something. */
    static Condition of(Call call) {
        return modified -> {
            if (!meets(call, modified)) {
                throw BatchError.of(ErrorCode.ConditionNotMet);
            }
        };
    }

    /** Whether a reader has this version already, and so gets no body; throws when it wants another. */
    static boolean unchanged(Call call, Instant modified) {
        if (meets(call, modified)) {
            return false;
        }
        if (call.header("If-None-Match") != null || call.header("If-Modified-Since") != null) {
            return true;
        }
        throw BatchError.of(ErrorCode.ConditionNotMet);
    }

    private static boolean meets(Call call, Instant modified) {
        String etag = Times.etag(modified);
        String match = call.header("If-Match");
        String noneMatch = call.header("If-None-Match");
        Instant since = time(call, "If-Modified-Since");
        Instant unmodified = time(call, "If-Unmodified-Since");
        // Headers carry whole seconds.
        Instant second = modified.truncatedTo(ChronoUnit.SECONDS);
        return (match == null || names(match, etag))
                && (noneMatch == null || !names(noneMatch, etag))
                && (since == null || second.isAfter(since))
                && (unmodified == null || !second.isAfter(unmodified));
    }

    private static boolean names(String header, String etag) {
        return header.equals("*") || header.replace("\"", "").equalsIgnoreCase(etag);
    }

    private static @Nullable Instant time(Call call, String header) {
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
