package io.dropbatch.planning.table;

import java.util.Map;

/** Reads a line of JSON Lines. */
@FunctionalInterface
public interface JsonLineParser {

    /**
     * The fields of the line's object that are text, a number, true or false, as they are spelled and in their order;
     * none when the line is no object.
     *
     * @throws InvalidJsonException when it is no JSON
     */
    Map<String, String> scalars(String line) throws InvalidJsonException;

    /** The line is not one JSON value; the message says what is wrong. */
    final class InvalidJsonException extends Exception {

        private static final long serialVersionUID = 1L;

        public InvalidJsonException(String words) {
            super(words, null, false, false);
        }
    }
}
