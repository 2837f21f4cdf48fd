package io.dropbatch.scheduler.domain.cost;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operator's prices of nodes, by VM size. */
public final class PriceTable {

    private final String currency;
    private final Map<String, NodePrice> bySize = new TreeMap<>();
    private final @Nullable NodePrice other;

    /** @param other of all sizes that are not in the table; absent when theirs are not known */
    public PriceTable(String currency, Map<String, NodePrice> bySize, @Nullable NodePrice other) {
        this.currency = currency;
        bySize.forEach((size, price) -> this.bySize.put(key(size), price));
        this.other = other;
    }

    public String currency() {
        return currency;
    }

    public Optional<NodePrice> of(String vmSize) {
        return Optional.ofNullable(bySize.getOrDefault(key(vmSize), other));
    }

    /** Spring takes underscores out of a name that is not in brackets; Azure ignores the case. */
    private static String key(String vmSize) {
        return vmSize.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "");
    }
}
