package io.dropbatch.monitor.domain.failure;

import io.dropbatch.model.outcome.FailureCode;
import java.util.Map;

/**
 * A problem that Batch reports.
 *
 * @param code the project's failure code for it
 * @param name what Batch calls it, such as {@code BlobNotFound}; only for people to read
 * @param details by name, such as the path of the file concerned
 */
public record BatchProblem(FailureCode code, String name, String message, Map<String, String> details) {

    public BatchProblem {
        details = Map.copyOf(details);
    }

    public static BatchProblem of(FailureCode code, String name, String message) {
        return new BatchProblem(code, name, message, Map.of());
    }
}
