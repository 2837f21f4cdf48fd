package io.dropbatch.submission.domain;

/**
 * A listed input that has not arrived, or not whole.
 *
 * @param path relative to the drop
 * @param found the length of what is there; negative when nothing is
 */
public record MissingInput(String path, long expected, long found) {

    /** For people: the path, and what is wrong with what is there. */
    public String describe() {
        return found < 0 ? path : path + " (has " + found + " bytes, " + expected + " expected)";
    }
}
