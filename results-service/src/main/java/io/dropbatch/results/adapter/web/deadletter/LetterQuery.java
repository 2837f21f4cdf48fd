package io.dropbatch.results.adapter.web.deadletter;

import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.results.adapter.web.RefusedRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an address asks of dead letters.
 *
 * @param limit how many the page may hold; the usual number if left out
 * @param entity whose; if left out, which queues and subscriptions have any
 * @param from the lowest number that is wanted
 */
record LetterQuery(
        @Nullable Integer limit,
        @Nullable String entity,
        @Nullable Long from) {

    private static final int USUAL = 20;
    private static final int MOST = 50;

    LetterQuery {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw RefusedRequest.because("limit: 1 to " + MOST);
        }
        if (from != null && from < 0) {
            throw RefusedRequest.because("from: a number of a dead letter");
        }
    }

    int most() {
        return Objects.requireNonNullElse(limit, USUAL);
    }

    long begin() {
        return Objects.requireNonNullElse(from, 0L);
    }

    static BusEntity entity(String name) {
        try {
            return BusEntity.of(name);
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.because("entity: " + e.getMessage());
        }
    }
}
