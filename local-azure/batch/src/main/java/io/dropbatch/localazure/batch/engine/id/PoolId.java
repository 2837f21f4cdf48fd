package io.dropbatch.localazure.batch.engine.id;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A pool's id; it keeps its case and is compared without it. */
public record PoolId(String value) implements Comparable<PoolId> {

    public PoolId {
        IdRule.check(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PoolId id && id.value.equalsIgnoreCase(value);
    }

    @Override
    public int hashCode() {
        return value.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public int compareTo(PoolId other) {
        return value.compareToIgnoreCase(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
