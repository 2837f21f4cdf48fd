package io.dropbatch.planning.plan;

import io.dropbatch.planning.table.FieldParser;
import io.dropbatch.planning.table.JsonLineParser;

/** What reads the rows of each format. */
public record RowParsers(FieldParser fields, JsonLineParser jsonLines) {}
