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

    /** Accounts without an outcome, at most a hundred, in a rotation of their own. */
    List<DropAccount> fewOpen();

    /** A bounded number of ended accounts whose triggers were uploaded before the time. */
    List<DropAccount> someEnded(Instant uploadedBefore);

    void forget(DropAccount account);

    /**
     * A submission in the list of all.
     *
     * @param place in that list
     */
    record Listed(String place, SubmissionId submission) {}

    /**
     * All submissions by the upload of their triggers, the newest first; pages are fetched as they are used. The caller
     * closes the stream.
     *
     * @param after the place in the list to begin behind; absent for its beginning
     */
    Stream<Listed> newest(@Nullable String after);

    /** When the trigger of the submission at this place was uploaded, to the millisecond. */
    static Instant timeOf(String place) {
        return Instant.ofEpochMilli(Long.MAX_VALUE - Long.parseLong(place.substring(0, place.indexOf('-'))));
    }

    /** Whether the text is a place in the list of all submissions. */
    static boolean isPlace(String text) {
        return text.matches("[0-9]{19}-[a-z0-9-]{22,51}");
    }
}
