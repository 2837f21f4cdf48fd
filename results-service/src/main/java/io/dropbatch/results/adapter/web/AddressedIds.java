package io.dropbatch.results.adapter.web;

import io.dropbatch.model.id.SubmissionId;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Reads ids out of addresses; one that cannot exist is as unknown as one that does not. */
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
