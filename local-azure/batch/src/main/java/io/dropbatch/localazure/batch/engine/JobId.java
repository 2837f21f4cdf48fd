package io.dropbatch.localazure.batch.engine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A job's id; it keeps its case and is compared without it. */
public record JobId(String value) implements Comparable<JobId> {

    public JobId {
        Ids.check(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JobId id && id.value.equalsIgnoreCase(value);
    }

    @Override
    public int hashCode() {
        return value.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareToIgnoreCase(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
