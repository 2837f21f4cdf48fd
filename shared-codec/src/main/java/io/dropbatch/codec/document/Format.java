package io.dropbatch.codec.document;

/** How a document is written. */
public enum Format {
    YAML,
    JSON
}
