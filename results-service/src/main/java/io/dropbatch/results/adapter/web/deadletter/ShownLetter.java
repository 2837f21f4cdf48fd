package io.dropbatch.results.adapter.web.deadletter;

import io.dropbatch.model.deadletter.DeadLetter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as far as a page shows it: whoever may send to the bus decides how long its parts are.
 *
 * @param number as text, since those of partitioned entities are larger than what a browser counts to
 * @param hiddenProperties how many more it has
 * @param bodyLength of the whole body, in characters
 */
record ShownLetter(
        String number,
        @Nullable String messageId,
        Instant enqueuedAt,
        long deliveries,
        String reason,
        String description,
        Map<String, String> properties,
        int hiddenProperties,
        String body,
        int bodyLength) {

    static final int LONGEST_BODY = 8_000;
    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_PROPERTIES = 40;

    /** The bus keeps reason and description as properties too. */
    private static final Set<String> SHOWN_BESIDES = Set.of("DeadLetterReason", "DeadLetterErrorDescription");

    static ShownLetter of(DeadLetter letter) {
        Map<String, String> properties = new LinkedHashMap<>();
        Map<String, String> all = new TreeMap<>(letter.properties());
        all.keySet().removeAll(SHOWN_BESIDES);
        all.entrySet().stream()
                .limit(MOST_PROPERTIES)
                .forEach(property ->
                        properties.put(cut(property.getKey(), LONGEST_NAME), cut(property.getValue(), LONGEST_TEXT)));
        String messageId = letter.messageId();
        return new ShownLetter(
                Long.toString(letter.number()),
                messageId == null ? null : cut(messageId, LONGEST_TEXT),
                letter.enqueuedAt(),
                letter.deliveries(),
                cut(letter.reason(), LONGEST_TEXT),
                cut(letter.description(), LONGEST_TEXT),
                properties,
                Math.max(0, all.size() - MOST_PROPERTIES),
                begin(letter.body(), LONGEST_BODY),
                letter.body().length());
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : begin(text, most) + "…";
    }

    /** Never ends within a character. */
    private static String begin(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
