package io.dropbatch.codec.document;

import com.fasterxml.jackson.core.JsonLocation;

/** A line and a column, both from 1. */
public record Place(int line, int column) {

    /** Where every document begins. */
    public static final Place START = new Place(1, 1);

    static Place of(JsonLocation location) {
        return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
