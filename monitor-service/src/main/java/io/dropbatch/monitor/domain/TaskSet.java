package io.dropbatch.monitor.domain;

import java.util.BitSet;

/** A set of tasks of one level, by their index from 1; one bit a task, so that 100,000 tasks take 12 KB. */
public final class TaskSet {

    private static final TaskSet NONE = new TaskSet(new BitSet());

    private final BitSet indices;

    private TaskSet(BitSet indices) {
        this.indices = indices;
    }

    public static TaskSet none() {
        return NONE;
    }

    public static TaskSet of(int... indices) {
        BitSet bits = new BitSet();
        for (int index : indices) {
            bits.set(index);
        }
        return new TaskSet(bits);
    }

    public static TaskSet copyOf(BitSet indices) {
        return new TaskSet((BitSet) indices.clone());
    }

    /** The set that {@link #toBytes} was called on. */
    public static TaskSet ofBytes(byte[] bits) {
        return new TaskSet(BitSet.valueOf(bits));
    }

    /** One bit for each index from 0, the lowest first. */
    public byte[] toBytes() {
        return indices.toByteArray();
    }

    public boolean contains(int index) {
        return indices.get(index);
    }

    public int count() {
        return indices.cardinality();
    }

    public boolean isEmpty() {
        return indices.isEmpty();
    }

    /** A copy for adding to. */
    BitSet toBits() {
        return (BitSet) indices.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaskSet set && set.indices.equals(indices);
    }

    @Override
    public int hashCode() {
        return indices.hashCode();
    }

    @Override
    public String toString() {
        return indices.toString();
    }
}
