package io.dropbatch.results.adapter.web;

import java.io.Serial;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A request that is refused, with words for who sent it. */
public final class RefusedRequest extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private RefusedRequest(HttpStatus status, String words) {
        super(words);
        this.status = status;
    }

    /** A value of the request cannot be meant. */
    public static RefusedRequest because(String words) {
        return new RefusedRequest(HttpStatus.BAD_REQUEST, words);
    }

    /** The request cannot be fulfilled as things stand. */
    public static RefusedRequest conflict(String words) {
        return new RefusedRequest(HttpStatus.CONFLICT, words);
    }

    /** Too many ask for the same at once. */
    public static RefusedRequest busy(String words) {
        return new RefusedRequest(HttpStatus.SERVICE_UNAVAILABLE, words);
    }

    /** There is no such thing. */
    public static RefusedRequest unknown(String words) {
        return new RefusedRequest(HttpStatus.NOT_FOUND, words);
    }

    /** Answers with the words. */
    @RestControllerAdvice
    static final class RefusalAnswers {

        @ExceptionHandler(RefusedRequest.class)
        ResponseEntity<String> refused(RefusedRequest refused) {
            return ResponseEntity.status(refused.status)
                    .contentType(MediaType.TEXT_PLAIN)
                    .body(refused.getMessage() + "\n");
        }
    }
}
