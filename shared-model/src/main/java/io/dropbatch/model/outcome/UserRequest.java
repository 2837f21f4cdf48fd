package io.dropbatch.model.outcome;

import io.dropbatch.model.text.Redaction;
import java.time.Instant;

/**
 * What somebody asks for that is to be done with a drop.
 *
 * @param by who asks, as far as is known
 * @param via how it was asked for
 */
public record UserRequest(String by, Route via, Instant at) {

    private static final int LONGEST_NAME = 200;

    /** The ways to ask. */
    public enum Route {
        /** By the command line, the console or a program. */
        API,

        /** By a blob such as {@code _RETRY} beside the trigger. */
        MARKER
    }

    public UserRequest {
        by = nameOf(by);
    }

    /** A name that a person gave, in one line, without secrets and of bounded length. */
    static String nameOf(String given) {
        String name = Redaction.of(given.replaceAll("\\p{Cntrl}", " ").strip());
        return name.isEmpty() ? "somebody" : name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }
}
