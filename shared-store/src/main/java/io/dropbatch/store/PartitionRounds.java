package io.dropbatch.store;

import java.util.List;
import java.util.stream.Stream;

/**
 * Cycles through the rows of a partition, a bounded number at a time, so that each round's work stays bounded. Safe
 * for use by several threads.
 */
public final class PartitionRounds<T> {

    private static final String START = "";

    private final RowStore<T> rows;
    private final String partition;
    private final int most;
    private String last = START;

    /** @param most rows at a time */
    public PartitionRounds(RowStore<T> rows, String partition, int most) {
        this.rows = rows;
        this.partition = partition;
        this.most = most;
    }

    /** The rows after the last ones; none, and then again from the start, when there are no more. */
    public synchronized List<VersionedRow<T>> next() {
        try (Stream<VersionedRow<T>> ahead = rows.partition(partition, last)) {
            List<VersionedRow<T>> some = ahead.limit(most).toList();
            last = some.size() < most ? START : some.getLast().key();
            return some;
        }
    }
}
