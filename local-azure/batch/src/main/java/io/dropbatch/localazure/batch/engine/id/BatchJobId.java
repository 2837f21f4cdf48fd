package io.dropbatch.localazure.batch.engine.id;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A job's id; it keeps its case and is compared without it. A schedule names its jobs {@code <schedule>:job-<n>}. */
public record BatchJobId(String value) implements Comparable<BatchJobId> {

    private static final Pattern BY_SCHEDULE = Pattern.compile("(?i):job-[1-9]\\d{0,8}$");

    public BatchJobId {
        IdRule.check(BY_SCHEDULE.matcher(value).replaceFirst(""));
    }

    public static BatchJobId of(JobScheduleId schedule, int number) {
        return new BatchJobId(schedule.value() + ":job-" + number);
    }

    /** Whether a schedule made the job. */
    public boolean scheduled() {
        return value.indexOf(':') >= 0;
    }

    /** The schedule that made the job. */
    public JobScheduleId schedule() {
        return new JobScheduleId(value.substring(0, value.indexOf(':')));
    }

    /** The job's folder below a node's root. */
    public String directory() {
        return scheduled() ? folder() : folder() + "/job-1";
    }

    /** The folder that holds nothing but the job's files. */
    public String folder() {
        return "workitems/" + value.replace(':', '/');
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BatchJobId id && id.value.equalsIgnoreCase(value);
    }

    @Override
    public int hashCode() {
        return value.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public int compareTo(BatchJobId other) {
        return value.compareToIgnoreCase(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
