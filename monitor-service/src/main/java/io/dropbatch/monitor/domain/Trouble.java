package io.dropbatch.monitor.domain;

import java.util.Map;

/**
 * A problem in Batch's own terms.
 *
 * @param code such as {@code BlobNotFound}
 * @param details by name, such as the path of the file concerned
 */
public record Trouble(String code, String message, Map<String, String> details) {

    public Trouble {
        details = Map.copyOf(details);
    }

    public static Trouble of(String code, String message) {
        return new Trouble(code, message, Map.of());
    }
}
