package io.dropbatch.submission.app.port;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.domain.Submission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Keeps exactly one decision for each drop. */
public interface DropDecisionStore {

    /** A decision as it was read, with the version that lets it be replaced only if it is unchanged. */
    record Entry(Submission submission, String version) {}

    /** A drop that waits for inputs. */
    record WaitingDrop(SubmissionId submission, String prefix, Instant deadline) {}

    Optional<Entry> find(SubmissionId submission);

    /** @return whether this was the first decision; if not, nothing is changed */
    boolean insert(Submission submission);

    /** @return whether nobody else has changed the decision; if somebody has, nothing is changed */
    boolean replace(Entry before, Submission after);

    /** All drops that wait. */
    List<WaitingDrop> waiting();

    void startWaiting(WaitingDrop drop);

    void stopWaiting(SubmissionId submission);

    /**
     * The triggers under a first folder whose submissions were decided and announced, each in its last version.
     *
     * @param wanted chooses by the path; of those that there ever were, the others take no memory
     */
    List<SeenBlob> knownTriggers(String folder, Predicate<String> wanted);

    Optional<SeenBlob> knownTrigger(String path);

    void rememberTrigger(SeenBlob trigger);
}
