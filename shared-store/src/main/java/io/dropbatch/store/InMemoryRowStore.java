package io.dropbatch.store;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table in memory, for tests; held to the same contract as {@link AzureRowStore}. */
public final class InMemoryRowStore<T> implements RowStore<T> {

    private final Map<String, NavigableMap<String, VersionedRow<T>>> partitions = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();

    @Override
    public Optional<VersionedRow<T>> find(String partition, String key) {
        return Optional.ofNullable(rows(partition).get(key));
    }

    @Override
    public Optional<VersionedRow<T>> insert(String partition, String key, T value) {
        VersionedRow<T> row = row(partition, key, value);
        @Nullable VersionedRow<T> before = rows(partition).putIfAbsent(key, row);
        return before == null ? Optional.of(row) : Optional.empty();
    }

    @Override
    public Optional<VersionedRow<T>> replace(VersionedRow<T> row, T value) {
        VersionedRow<T> after = row(row.partition(), row.key(), value);
        @Nullable
        VersionedRow<T> now = rows(row.partition())
                .computeIfPresent(row.key(), (key, before) -> before.etag().equals(row.etag()) ? after : before);
        return now != null && now.etag().equals(after.etag()) ? Optional.of(after) : Optional.empty();
    }

    @Override
    public VersionedRow<T> put(String partition, String key, T value) {
        VersionedRow<T> row = row(partition, key, value);
        rows(partition).put(key, row);
        return row;
    }

    @Override
    public boolean delete(String partition, String key) {
        return rows(partition).remove(key) != null;
    }

    @Override
    public void deleteAll(String partition, List<String> keys) {
        rows(partition).keySet().removeAll(keys);
    }

    @Override
    public Stream<VersionedRow<T>> partition(String partition) {
        return rows(partition).values().stream();
    }

    @Override
    public Stream<VersionedRow<T>> partition(String partition, String after) {
        return rows(partition).tailMap(after, false).values().stream();
    }

    private NavigableMap<String, VersionedRow<T>> rows(String partition) {
        return partitions.computeIfAbsent(partition, name -> new ConcurrentSkipListMap<>());
    }

    private VersionedRow<T> row(String partition, String key, T value) {
        return new VersionedRow<>(partition, key, value, Long.toString(versions.incrementAndGet()));
    }
}
