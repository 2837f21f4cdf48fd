package io.dropbatch.codec;

import io.dropbatch.model.event.DomainEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The W3C trace context of an event, derived like every id: one trace for all that follows from one trigger,
 * whatever process announces it and however often.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
 */
final class TraceParent {

    private TraceParent() {}

    static String of(DomainEvent event) {
        String trace = hash(event.submission().value(), 16);
        String span = hash(event.id().value(), 8);
        return "00-" + trace + "-" + span + "-01";
    }

    private static String hash(String text, int bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
