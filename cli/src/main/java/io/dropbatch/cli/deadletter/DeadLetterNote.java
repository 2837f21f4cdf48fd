package io.dropbatch.cli.deadletter;

import java.time.Instant;

/**
 * What somebody did with a dead letter; the whole message stands in it.
 *
 * @param by the person's name on the machine where they did it
 */
record DeadLetterNote(Action action, String by, Instant at, DeadLetter letter) {

    /** What can be done with a dead letter. */
    enum Action {
        REPLAYED,
        DISCARDED
    }
}
