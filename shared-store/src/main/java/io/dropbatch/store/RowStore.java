package io.dropbatch.store;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of one table, each holding a record as JSON under a partition and a key. Any text without control
 * characters may be a partition or key: the store encodes what tables forbid. Safe for use by several threads.
 *
 * @param <T> the record; at most 400,000 characters as JSON
 */
public interface RowStore<T> {

    Optional<VersionedRow<T>> find(String partition, String key);

    /** @return the new row, or empty when there already is one with this partition and key */
    Optional<VersionedRow<T>> insert(String partition, String key, T value);

    /** Replaces the value if nobody else has since {@code row} was read; empty when somebody has, or it is gone. */
    Optional<VersionedRow<T>> replace(VersionedRow<T> row, T value);

    /** Writes the value whatever is there. */
    VersionedRow<T> put(String partition, String key, T value);

    /** @return whether there was one */
    boolean delete(String partition, String key);

    /** Deletes these rows of a partition, a hundred with each request; those that are gone already do not matter. */
    void deleteAll(String partition, List<String> keys);

    /** All rows of a partition in the order of their keys; pages are fetched as they are used. */
    Stream<VersionedRow<T>> partition(String partition);

    /** The same, beginning behind a key, which need not exist. */
    Stream<VersionedRow<T>> partition(String partition, String after);
}
