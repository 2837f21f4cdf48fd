package io.dropbatch.results.adapter.web;

import io.dropbatch.model.id.SubmissionId;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Reads ids from addresses; an invalid id is answered like an unknown one. */
final class AddressedIds {

    private AddressedIds() {}

    static SubmissionId submission(String text) {
        try {
            return new SubmissionId(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
