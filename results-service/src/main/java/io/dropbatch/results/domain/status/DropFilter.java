package io.dropbatch.results.domain.status;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which drops somebody looks for.
 *
 * @param workload absent for all
 * @param states any of them; none for all
 * @param since the trigger was uploaded then or later; absent for any time
 * @param text is part of the drop's name, of its message or of its id, in any case; absent for any
 * @param failure why the drop, or one of its tasks, failed; absent for any
 */
public record DropFilter(
        @Nullable String workload,
        Set<StateGroup> states,
        @Nullable Instant since,
        @Nullable String text,
        @Nullable FailureCode failure) {

    /** What people call the states of drops. */
    public enum StateGroup {
        WAITING,
        QUEUED,
        RUNNING,
        PAUSED,
        READY,
        PARTIAL,
        FAILED,
        CANCELLED,
        REJECTED,

        /** Without an outcome. */
        OPEN,

        /** With an outcome. */
        ENDED;

        private boolean holds(DropStatus status) {
            return switch (this) {
                case WAITING ->
                    status.state() == DropStatus.State.WAITING || status.state() == DropStatus.State.NOT_STARTED;
                case QUEUED -> status.state() == DropStatus.State.QUEUED || status.state() == DropStatus.State.ACCEPTED;
                case RUNNING ->
                    status.state() == DropStatus.State.RUNNING || status.state() == DropStatus.State.SCHEDULED;
                case PAUSED -> status.pauses();
                case READY -> status.state() == DropStatus.State.READY;
                case PARTIAL -> status.state() == DropStatus.State.PARTIAL;
                case FAILED -> status.state() == DropStatus.State.FAILED && !status.wasCancelled();
                case CANCELLED -> status.wasCancelled();
                case REJECTED -> status.state() == DropStatus.State.REJECTED && !status.wasCancelled();
                case OPEN -> !status.state().isFinal();
                case ENDED -> status.state().isFinal();
            };
        }
    }

    public DropFilter {
        states = Set.copyOf(states);
        text = text == null || text.isBlank() ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the drop is one of them, as far as its account tells. */
    public boolean matches(DropAccount account) {
        DropStatus status = account.status();
        return (workload == null || workload.equals(status.workload()))
                && (states.isEmpty() || states.stream().anyMatch(group -> group.holds(status)))
                && (since == null || !account.trigger().uploadedAt().isBefore(since))
                && (text == null || holdsText(account, text))
                && (failure == null || failedFor(status, failure));
    }

    private static boolean holdsText(DropAccount account, String text) {
        DropStatus status = account.status();
        return holds(account.trigger().path(), text)
                || holds(status.message(), text)
                || holds(status.submission().value(), text);
    }

    private static boolean failedFor(DropStatus status, FailureCode code) {
        Failure failure = status.failure();
        return (failure != null && failure.code() == code)
                || status.causes().stream().anyMatch(cause -> cause.code() == code);
    }

    private static boolean holds(String place, String text) {
        return place.toLowerCase(Locale.ROOT).contains(text);
    }
}
