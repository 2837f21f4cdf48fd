package io.dropbatch.results.app.port;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.results.domain.status.DropAccount;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accounts of all submissions. */
public interface DropAccountStore {

    /** An account as it was read, to be replaced only if it is unchanged. */
    record Held(DropAccount account, String version) {}

    Optional<Held> find(SubmissionId submission);

    /** Opens an account; empty when there is one. */
    Optional<Held> open(DropAccount account);

    /** Replaces an account; empty when another process has replaced it first. */
    Optional<Held> replace(Held held, DropAccount next);

    /**
     * The drops that are accepted and have no outcome.
     *
     * @param count of at most ten thousand
     * @param oldest when the first of them was accepted; absent when there is none
     */
    record OpenDrops(int count, @Nullable Instant oldest) {

        public static OpenDrops of(Stream<Instant> acceptedAt) {
            List<Instant> times = acceptedAt.toList();
            return new OpenDrops(
                    times.size(), times.stream().min(Comparator.naturalOrder()).orElse(null));
        }
    }

    /** Counts drops by reading an index, which is one request for each thousand of them. */
    OpenDrops countOpen();

    /** A bounded number of accounts without an outcome, in rotation. */
    List<DropAccount> someOpen();

    /** A bounded number of ended accounts whose triggers were uploaded before the time. */
    List<DropAccount> someEnded(Instant uploadedBefore);

    void forget(DropAccount account);

    /** The submissions whose triggers were uploaded last, the newest first. */
    List<DropAccount> recent(int limit);
}
