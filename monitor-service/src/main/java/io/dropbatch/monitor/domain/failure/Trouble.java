package io.dropbatch.monitor.domain.failure;

import io.dropbatch.model.outcome.FailureCode;
import java.util.Map;

/**
 * A problem that Batch tells.
 *
 * @param code what kind of problem it is to the project
 * @param name what Batch calls it, such as {@code BlobNotFound}; for people to read, nothing is decided by it
 * @param details by name, such as the path of the file concerned
 */
public record Trouble(FailureCode code, String name, String message, Map<String, String> details) {

    public Trouble {
        details = Map.copyOf(details);
    }

    public static Trouble of(FailureCode code, String name, String message) {
        return new Trouble(code, name, message, Map.of());
    }
}
