package io.dropbatch.localazure.batch.engine;

/** A node's id, given by the account when it allocates the node. */
public record NodeId(String value) implements Comparable<NodeId> {

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
