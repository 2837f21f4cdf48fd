package io.dropbatch.model.plan;

/** The rows of one task, as a byte range of the row file, so that quoted line breaks survive the cut. */
public record RowSlice(long from, long bytes, int rows) {}
