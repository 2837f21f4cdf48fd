package io.dropbatch.batch;

import com.microsoft.azure.batch.protocol.Applications;
import com.microsoft.azure.batch.protocol.models.ApplicationSummary;
import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import java.util.List;
import java.util.Optional;

/** The application packages of the Batch account. */
public record AccountApplications(Applications applications) {

    private static final int MISSING = 404;

    /** Why tasks cannot use the package; empty when they can, or when Batch does not say, which adding them will tell. */
    public Optional<Failure> objection(ApplicationRef wanted) {
        try {
            ApplicationSummary found = applications.get(wanted.name());
            return found == null ? Optional.empty() : objection(wanted, found.versions());
        } catch (RuntimeException e) {
            return BatchRefusal.of(e) instanceof BatchRefusal.Rejected rejected
                            && rejected.response().status() == MISSING
                    ? Optional.of(missing("the Batch account has no application '" + wanted.name() + "'"))
                    : Optional.empty();
        }
    }

    private static Optional<Failure> objection(ApplicationRef wanted, List<String> versions) {
        return versions.stream().anyMatch(wanted.version()::equalsIgnoreCase)
                ? Optional.empty()
                : Optional.of(missing("the application '" + wanted.name() + "' of the Batch account has no version '"
                        + wanted.version() + "'" + (versions.isEmpty() ? "" : ", but " + String.join(", ", versions))));
    }

    private static Failure missing(String words) {
        return Failure.of(
                FailureCode.APPLICATION_MISSING,
                words
                        + ": add the package to the account, or correct 'application' in the workload, and upload the trigger"
                        + " again");
    }
}
