package io.dropbatch.model.outcome;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Somebody's wish that a drop be cancelled.
 *
 * @param by who asked, as far as is known
 * @param via how it was asked for
 */
public record CancelRequest(String by, Route via, Instant at) {

    /** How a cancellation can be asked for. */
    public enum Route {
        /** By the command line, the console or a program. */
        API,

        /** By the blob {@code _CANCEL} beside the trigger. */
        MARKER,

        /** By deleting the trigger. */
        TRIGGER_DELETED
    }

    public CancelRequest {
        by = UserRequest.nameOf(by);
    }

    /** Why a drop that was cancelled has no result. */
    public Failure failure() {
        return failure("its trigger was deleted", "retry it, or upload the trigger again");
    }

    /** Why a drop that was cancelled before it was accepted never ran. */
    public Failure beforeAcceptance() {
        return failure("its trigger was deleted", "upload the trigger again");
    }

    /** Why a file by itself that was cancelled has no result. */
    public Failure ofFile() {
        return via == Route.TRIGGER_DELETED
                ? ofFileBeforeJob()
                : failure("it was deleted", "retry it, or upload it again");
    }

    /** Why a file by itself that was cancelled before it came into a job never ran. */
    public Failure ofFileBeforeJob() {
        return failure("it was deleted", "upload it again");
    }

    private Failure failure(String deletion, String remedy) {
        String how = switch (via) {
            case API -> "by " + by;
            case MARKER -> "by _CANCEL beside the trigger";
            case TRIGGER_DELETED -> "since " + deletion;
        };
        return Failure.of(
                FailureCode.CANCELLED,
                "Cancelled " + how + " at " + at.truncatedTo(ChronoUnit.SECONDS) + ". To run it after all, " + remedy
                        + ".");
    }
}
