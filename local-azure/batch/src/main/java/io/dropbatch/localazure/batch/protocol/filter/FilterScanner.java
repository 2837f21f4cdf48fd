package io.dropbatch.localazure.batch.protocol.filter;

import io.dropbatch.localazure.batch.document.BatchError;

/** Reads a filter token by token, with the position of errors. */
final class FilterScanner {

    private static final int LONGEST_NUMBER = 40;

    private final String text;
    private int at;

    FilterScanner(String text) {
        this.text = text;
    }

    /** The position of the next token. */
    int position() {
        skipBlanks();
        return at;
    }

    /** Consumes a word if it comes next. */
    boolean word(String word) {
        skipBlanks();
        int end = at + word.length();
        if (!text.regionMatches(true, at, word, 0, word.length()) || (end < text.length() && nameCharacter(end))) {
            return false;
        }
        at = end;
        return true;
    }

    boolean sign(char sign) {
        skipBlanks();
        if (at >= text.length() || text.charAt(at) != sign) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char sign) {
        if (!sign(sign)) {
            throw refused("'" + sign + "' is expected.");
        }
    }

    void expectEnd() {
        skipBlanks();
        if (at < text.length()) {
            throw refused("The end is expected.");
        }
    }

    String name() {
        skipBlanks();
        int start = at;
        while (at < text.length() && nameCharacter(at)) {
            at++;
        }
        if (start == at) {
            throw refused("A name is expected.");
        }
        return text.substring(start, at);
    }

    boolean atQuote() {
        skipBlanks();
        return at < text.length() && text.charAt(at) == '\'';
    }

    boolean atNumber() {
        skipBlanks();
        return at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '-');
    }

    String number() {
        int start = at++;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        if (at - start > LONGEST_NUMBER) {
            throw refused("The number is too long.");
        }
        return text.substring(start, at);
    }

    /** A text in single quotes, where two of them stand for one. */
    String quoted() {
        expect('\'');
        StringBuilder value = new StringBuilder();
        while (true) {
            int quote = text.indexOf('\'', at);
            if (quote < 0) {
                throw refused("A quote is not closed.");
            }
            value.append(text, at, quote);
            at = quote + 1;
            if (at >= text.length() || text.charAt(at) != '\'') {
                return value.toString();
            }
            value.append('\'');
            at++;
        }
    }

    BatchError refused(String reason) {
        return BatchError.query("$filter", text, reason + " At position " + at + ".");
    }

    private boolean nameCharacter(int index) {
        char c = text.charAt(index);
        return Character.isLetterOrDigit(c) || c == '_' || c == '/' || c == '.';
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
