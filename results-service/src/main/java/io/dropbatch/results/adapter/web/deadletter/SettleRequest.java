package io.dropbatch.results.adapter.web.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.results.adapter.web.RefusedRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters something is to be done with.
 *
 * @param entityName a queue or TOPIC/SUBSCRIPTION
 * @param by counts only if nobody is signed in
 */
record SettleRequest(
        @JsonProperty("entity") @Nullable String entityName,
        @Nullable List<@Nullable Long> numbers,
        @Nullable String by) {

    private static final int MOST = 100;
    private static final int LONGEST = 10_000;
    private static final int LONGEST_NAME = 100;
    private static final String EXPECTED =
            "JSON is expected: {\"entity\": \"jobs/results\", \"numbers\": [17, 18], \"by\": \"your name\"}";

    static SettleRequest read(byte[] body) {
        if (body.length > LONGEST) {
            throw RefusedRequest.because("at most " + LONGEST + " bytes. " + EXPECTED);
        }
        try {
            return ModelJson.read(body, SettleRequest.class);
        } catch (UnreadableException e) {
            throw RefusedRequest.because(EXPECTED);
        }
    }

    BusEntity entity() {
        if (entityName == null) {
            throw RefusedRequest.because("entity is missing. " + EXPECTED);
        }
        return LetterQuery.entity(entityName);
    }

    Set<Long> wanted() {
        if (numbers == null || numbers.isEmpty() || numbers.size() > MOST || numbers.contains(null)) {
            throw RefusedRequest.because("numbers: 1 to " + MOST + " of them. " + EXPECTED);
        }
        Set<Long> wanted = new LinkedHashSet<>();
        for (Long number : numbers) {
            if (number != null) {
                wanted.add(number);
            }
        }
        return wanted;
    }

    /** On one line, however it was written. */
    String person() {
        String name = by == null ? "" : by.replaceAll("\\p{Cntrl}+", " ").strip();
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }
}
