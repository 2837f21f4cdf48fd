package io.dropbatch.results.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The values used last, a bounded number of them. Safe for use by several threads. */
public final class RecentValues<K, V> {

    private static final int KEPT = 1000;

    private final Map<K, V> values = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > KEPT;
        }
    };

    public synchronized Optional<V> find(K key) {
        return Optional.ofNullable(values.get(key));
    }

    public synchronized void put(K key, V value) {
        values.put(key, value);
    }

    public synchronized void forget(K key) {
        values.remove(key);
    }
}
