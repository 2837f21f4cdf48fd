package io.dropbatch.cli.client.find;

import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.model.result.DropStatus;
import java.time.Duration;
import java.util.Locale;

/** How drops are told of to people. */
final class DropWords {

    private DropWords() {}

    /** The state, in one word. */
    static String state(DropStatus status) {
        if (status.pauses()) {
            return "paused";
        }
        return status.wasCancelled()
                ? "cancelled"
                : status.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** For instance {@code 1 h 5 min}. */
    static String span(Duration span) {
        return ReadableNumbers.span(span);
    }
}
