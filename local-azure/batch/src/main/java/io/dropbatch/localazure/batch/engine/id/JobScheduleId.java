package io.dropbatch.localazure.batch.engine.id;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A job schedule's id; it keeps its case and is compared without it. */
public record JobScheduleId(String value) implements Comparable<JobScheduleId> {

    public JobScheduleId {
        IdRule.check(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JobScheduleId id && id.value.equalsIgnoreCase(value);
    }

    @Override
    public int hashCode() {
        return value.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public int compareTo(JobScheduleId other) {
        return value.compareToIgnoreCase(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
