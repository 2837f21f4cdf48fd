package io.dropbatch.codec.document;

/** How a document is written. */
public enum DocumentFormat {
    YAML,
    JSON
}
