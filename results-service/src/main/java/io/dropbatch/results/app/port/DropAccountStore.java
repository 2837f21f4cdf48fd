package io.dropbatch.results.app.port;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.results.domain.status.DropAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The accounts of all submissions. */
public interface DropAccountStore {

    /** An account as it was read, to be replaced only if nobody else has replaced it. */
    record Held(DropAccount account, String version) {}

    Optional<Held> find(SubmissionId submission);

    /** Opens an account; empty when there is one. */
    Optional<Held> open(DropAccount account);

    /** Empty when somebody else was faster. */
    Optional<Held> replace(Held held, DropAccount next);

    /** Some that have no outcome: a bounded number at a time, in turn. */
    List<DropAccount> someOpen();

    /** Some that have ended and whose triggers were uploaded before the time: a bounded number. */
    List<DropAccount> someEnded(Instant uploadedBefore);

    void forget(DropAccount account);

    /** The submissions whose triggers were uploaded last, the newest first. */
    List<DropAccount> recent(int limit);
}
