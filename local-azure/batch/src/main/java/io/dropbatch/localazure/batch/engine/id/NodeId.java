package io.dropbatch.localazure.batch.engine.id;

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

    /** A loopback address of this machine that other nodes are unlikely to have. */
    public String ipAddress() {
        int hash = value.hashCode() * 0x9E3779B9;
        return "127." + (1 + (hash >>> 16 & 0xff) % 254) + "." + (hash >>> 8 & 0xff) + "." + (1 + (hash & 0xff) % 254);
    }
}
