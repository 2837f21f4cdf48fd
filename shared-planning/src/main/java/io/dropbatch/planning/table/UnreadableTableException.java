package io.dropbatch.planning.table;

/** A row file cannot be read as its sender meant it; the message says where, why and what to do. */
public final class UnreadableTableException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableTableException(String words) {
        super(words, null, false, false);
    }

    public UnreadableTableException(long line, String words) {
        this("line " + line + ": " + words);
    }
}
