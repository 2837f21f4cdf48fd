package io.dropbatch.localazure.batch.engine.model.job;

import io.dropbatch.localazure.batch.document.RequestDocument;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule makes its jobs: once, or at regular times, each with a window in which its job must begin.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/job-schedule/add#schedule">Schedule</a>
 */
public record JobRecurrence(
        @Nullable Instant notUntil,
        @Nullable Instant notAfter,
        @Nullable Duration startWindow,
        @Nullable Duration interval) {

    private static final Duration LEAST = Duration.ofMinutes(1);

    static final JobRecurrence AT_ONCE = new JobRecurrence(null, null, null, null);

    static JobRecurrence read(RequestDocument document) {
        Instant notUntil = document.instantOrNull("doNotRunUntil");
        Instant notAfter = document.instantOrNull("doNotRunAfter");
        if (notUntil != null && notAfter != null && !notAfter.isAfter(notUntil)) {
            throw document.invalid("doNotRunAfter", "A time after doNotRunUntil is expected.");
        }
        return new JobRecurrence(
                notUntil, notAfter, duration(document, "startWindow"), duration(document, "recurrenceInterval"));
    }

    /** The next time whose window is still open or to come; null when there is none. */
    @Nullable
    public Instant next(Instant created, @Nullable Instant served, Instant now) {
        Instant first = notUntil == null ? created : notUntil;
        Instant due = interval == null ? once(first, served, now) : repeated(first, served, now, interval);
        return due == null || over(due) || over(now) ? null : due;
    }

    /** Whether a schedule without a current job waits for its end, as a recurring one does. */
    public boolean waitsForItsEnd(Instant now) {
        return interval != null && notAfter != null && now.isBefore(notAfter);
    }

    private boolean over(Instant time) {
        return notAfter != null && !time.isBefore(notAfter);
    }

    private @Nullable Instant once(Instant due, @Nullable Instant served, Instant now) {
        boolean missed = startWindow != null && !now.isBefore(due.plus(startWindow));
        return served != null || missed ? null : due;
    }

    private Instant repeated(Instant first, @Nullable Instant served, Instant now, Duration every) {
        Instant due = latest(first, now, every);
        // A job that is due in one interval is never moved to the next.
        boolean shorter = startWindow != null && startWindow.compareTo(every) < 0;
        if (shorter && !now.isBefore(due.plus(startWindow))) {
            due = due.plus(every);
        }
        return served == null || served.isBefore(due)
                ? due
                : latest(due, served, every).plus(every);
    }

    /** The last time of the series that is not after a moment, or its first. */
    private static Instant latest(Instant first, Instant moment, Duration every) {
        if (moment.isBefore(first)) {
            return first;
        }
        return first.plus(every.multipliedBy(Duration.between(first, moment).dividedBy(every)));
    }

    private static @Nullable Duration duration(RequestDocument document, String name) {
        if (!document.has(name)) {
            return null;
        }
        Duration duration = document.duration(name, LEAST);
        if (duration.compareTo(LEAST) < 0) {
            throw document.invalid(name, "A duration of 1 minute or more is expected.");
        }
        return duration;
    }
}
