package io.dropbatch.submission.app.port;

import io.dropbatch.submission.domain.table.FieldParser;
import io.dropbatch.submission.domain.table.JsonLineParser;

/** What reads the rows of each format. */
public record RowParsers(FieldParser fields, JsonLineParser jsonLines) {}
