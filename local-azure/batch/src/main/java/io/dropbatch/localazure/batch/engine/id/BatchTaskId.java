package io.dropbatch.localazure.batch.engine.id;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A task's id, unique in its job; it keeps its case and is compared without it. */
public record BatchTaskId(String value) implements Comparable<BatchTaskId> {

    public BatchTaskId {
        IdRule.check(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BatchTaskId id && id.value.equalsIgnoreCase(value);
    }

    @Override
    public int hashCode() {
        return value.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public int compareTo(BatchTaskId other) {
        return value.compareToIgnoreCase(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
