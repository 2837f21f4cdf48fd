package io.dropbatch.results.domain.failure;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCause;
import java.util.List;

/**
 * Why tasks failed.
 *
 * @param failure all of it in a few sentences
 * @param causes one by one, the most frequent first
 * @param tasks how many failed
 */
public record FailureSummary(Failure failure, List<FailureCause> causes, int tasks) {

    public FailureSummary {
        causes = List.copyOf(causes);
    }

    /** A failure that no single task is to blame for. */
    public static FailureSummary of(Failure failure) {
        return new FailureSummary(failure, List.of(), 0);
    }
}
