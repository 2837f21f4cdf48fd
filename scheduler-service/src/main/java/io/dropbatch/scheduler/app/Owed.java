package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.FollowUp;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.scheduler.domain.JobFacts;
import io.dropbatch.scheduler.domain.Position;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import java.util.Map;

/**
 * What a job's state makes the scheduler say: the announcement of how far it has come, or the message that brings it
 * further. Saying it again does no harm, so a handler that finds its work done just says it.
 */
public final class Owed {

    /** The follow-up that hands the next slice of a job to Batch. */
    public static final String SUBMIT_SLICE = "submit-slice";

    private Owed() {}

    public static Reaction of(ScheduledJob job) {
        return switch (job) {
            case Queued waiting -> Reaction.none();
            case Submitting submitting -> Reaction.followUp(nextSlice(submitting));
            case Running running -> Reaction.announce(scheduled(running));
            case Closed closed -> Reaction.announce(closed(closed));
        };
    }

    /** The same follow-up as before, under a new name so that the bus does not drop it. */
    static FollowUp nextSliceAgain(Submitting job, long time) {
        FollowUp first = nextSlice(job);
        return new FollowUp(first.kind(), first.key() + ":again" + time, first.data(), null);
    }

    private static FollowUp nextSlice(Submitting job) {
        Position position = job.position();
        String level = Integer.toString(position.level());
        String slice = Integer.toString(position.slice());
        String id = job.facts().job().value();
        String key = String.join(
                ":",
                id,
                level,
                slice,
                Integer.toString(job.tries()),
                Long.toString(job.since().toEpochMilli()));
        boolean later = job.nextTry().isAfter(job.since());
        return new FollowUp(
                SUBMIT_SLICE, key, Map.of("job", id, "level", level, "slice", slice), later ? job.nextTry() : null);
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
                job.scheduledAt());
    }

    private static JobClosed closed(Closed job) {
        JobFacts facts = job.facts();
        return new JobClosed(facts.submission(), facts.workload(), facts.job(), job.failure());
    }
}
