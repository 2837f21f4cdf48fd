package io.dropbatch.codec.document;

import com.fasterxml.jackson.core.JsonLocation;

/** A line and a column, both from 1. */
public record SourcePosition(int line, int column) {

    /** Where every document begins. */
    public static final SourcePosition START = new SourcePosition(1, 1);

    static SourcePosition of(JsonLocation location) {
        return new SourcePosition(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
