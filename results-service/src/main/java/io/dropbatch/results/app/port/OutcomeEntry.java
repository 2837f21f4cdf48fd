package io.dropbatch.results.app.port;

/**
 * What entering an outcome came to.
 *
 * @param outcome that stands
 * @param isFirst whether it was entered just now, rather than before or by another process
 */
public record OutcomeEntry<O>(O outcome, boolean isFirst) {

    public static <O> OutcomeEntry<O> first(O outcome) {
        return new OutcomeEntry<>(outcome, true);
    }

    public static <O> OutcomeEntry<O> before(O outcome) {
        return new OutcomeEntry<>(outcome, false);
    }
}
