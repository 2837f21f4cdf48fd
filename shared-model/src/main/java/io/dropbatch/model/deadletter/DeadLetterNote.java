package io.dropbatch.model.deadletter;

import java.time.Instant;

/**
 * What somebody did with a dead letter; the whole message stands in it.
 *
 * @param by who signed in at the console, or the person's name on the machine where they did it
 */
public record DeadLetterNote(Action action, String by, Instant at, DeadLetter letter) {

    /** What can be done with a dead letter. */
    public enum Action {
        REPLAYED,
        DISCARDED
    }
}
