package io.dropbatch.model.workload;

/** Which nodes tasks run on. */
public enum NodeKind {
    /** Nodes that stay. */
    DEDICATED,
    /** Nodes that Azure may take away, for a lower price. */
    SPOT,
    /** The same, until Azure takes them away too often or time runs out: then nodes that stay. */
    SPOT_THEN_DEDICATED;

    public boolean startsWithSpot() {
        return this != DEDICATED;
    }

    public boolean hasFallback() {
        return this == SPOT_THEN_DEDICATED;
    }
}
