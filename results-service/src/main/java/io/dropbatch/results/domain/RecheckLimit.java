package io.dropbatch.results.domain;

/** Limits how many outputs of a job are read again and compared with the hashes that the nodes computed. */
public record RecheckLimit(int outputs, long bytes) {

    public RecheckLimit {
        if (outputs < 0 || bytes < 0) {
            throw new IllegalArgumentException("limits are not negative");
        }
    }
}
