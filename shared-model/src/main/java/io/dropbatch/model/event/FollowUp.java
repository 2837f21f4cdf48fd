package io.dropbatch.model.event;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message of a service to itself: the next slice of a long piece of work, or a look at something that waits.
 *
 * @param kind which of the service's follow-ups
 * @param key with the kind, names this very follow-up: the bus drops a second one with the same name for some minutes,
 *     so a look that is repeated carries its count or time in the key
 * @param data what the handler needs
 * @param notBefore when it is to arrive; absent for at once
 */
public record FollowUp(
        String kind,
        String key,
        Map<String, String> data,
        @Nullable Instant notBefore) {

    public FollowUp {
        data = Collections.unmodifiableMap(new TreeMap<>(data));
    }

    /** A value that the follow-up carries. */
    public String get(String name) {
        String value = data.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a follow-up '" + kind + "' carries '" + name + "'");
        }
        return value;
    }
}
