package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobMetered;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.app.port.SchedulerCommand.HandOverSlice;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.SubmissionPosition;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Derives from a job's state the event about its progress, or the command for its next step. Sending it again is
 * harmless, so a handler that finds its work done only sends it.
 */
public final class NextStep {

    private static final String AGAIN = ":again";

    private NextStep() {}

    public static HandlerResult of(ScheduledJob job) {
        return switch (job) {
            case Queued waiting -> HandlerResult.none();
            case Submitting held when held.isPaused() -> HandlerResult.none();
            case Submitting submitting -> HandlerResult.command(nextSlice(submitting));
            case Running running -> HandlerResult.announce(scheduled(running));
            case Closed closed -> receipt(closed).and(HandlerResult.announce(closed(closed)));
        };
    }

    /** The same command as before, under a new name so that the bus does not drop it. */
    static HandOverSlice nextSliceAgain(Submitting job, long time) {
        return nextSlice(job, key(job) + AGAIN + time, null);
    }

    static boolean isSentAgain(HandOverSlice command) {
        return command.key().contains(AGAIN);
    }

    private static HandOverSlice nextSlice(Submitting job) {
        boolean later = job.nextTry().isAfter(job.since());
        return nextSlice(job, key(job), later ? job.nextTry() : null);
    }

    private static HandOverSlice nextSlice(Submitting job, String key, @Nullable Instant notBefore) {
        SubmissionPosition position = job.position();
        boolean opening =
                position.level() > 0 && position.level() == job.facts().firstLevel();
        return new HandOverSlice(job.facts().job(), position.level(), position.slice(), opening, key, notBefore);
    }

    private static String key(Submitting job) {
        return String.join(
                ":",
                job.facts().job().value(),
                Integer.toString(job.position().level()),
                Integer.toString(job.position().slice()),
                Integer.toString(job.tries()),
                Long.toString(job.since().toEpochMilli()));
    }

    private static JobScheduled scheduled(Running job) {
        JobFacts facts = job.facts();
        return new JobScheduled(
                facts.submission(),
                facts.workload(),
                facts.job(),
                job.pool().id(),
                job.level(),
                facts.tasks(job.level()),
                facts.levels(),
                job.scheduledAt(),
                facts.mapLevel(),
                facts.carried(),
                facts.rounds());
    }

    private static HandlerResult receipt(Closed job) {
        @Nullable JobMeter meter = job.meter();
        @Nullable Instant until = meter == null ? null : meter.until();
        if (meter == null || until == null) {
            return HandlerResult.none();
        }
        JobFacts facts = job.facts();
        return HandlerResult.announce(
                new JobMetered(facts.submission(), facts.workload(), facts.job(), meter.receipt(until)));
    }

    private static JobClosed closed(Closed job) {
        JobFacts facts = job.facts();
        return new JobClosed(facts.submission(), facts.workload(), facts.job(), job.failure());
    }
}
