package io.dropbatch.results.domain;

/** How much of a job's outputs is read again to compare its content with the hash that the node computed. */
public record RecheckLimit(int outputs, long bytes) {

    public RecheckLimit {
        if (outputs < 0 || bytes < 0) {
            throw new IllegalArgumentException("limits are not negative");
        }
    }
}
