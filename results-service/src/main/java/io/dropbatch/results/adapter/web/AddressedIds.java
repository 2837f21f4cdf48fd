package io.dropbatch.results.adapter.web;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.FailureCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Reads ids and codes from addresses; an invalid id is answered like an unknown one. */
final class AddressedIds {

    private AddressedIds() {}

    static SubmissionId submission(String text) {
        try {
            return new SubmissionId(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    static TaskId task(String text) {
        if (!TaskId.isLegal(text)) {
            throw RefusedRequest.because("a task is named like 0-000012: its level and its number");
        }
        return new TaskId(text);
    }

    /** A failure's code such as {@code user-exit}; absent when none is asked for. */
    static @Nullable FailureCode failureCode(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : FailureCode.of(text.strip());
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.because("failure: the code of a failure, such as user-exit or output-missing");
        }
    }

    static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
