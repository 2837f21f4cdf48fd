package io.dropbatch.scheduler.domain;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The states of a job in scheduler-service; each state has methods only for its legal transitions. */
public sealed interface ScheduledJob {

    JobFacts facts();

    /** A job that is not closed yet. */
    sealed interface Open extends ScheduledJob {

        /** The pool that it runs on or will run on. */
        PoolSpec pool();

        default Closed closed(@Nullable Failure failure, Instant now, @Nullable JobMeter meter) {
            return new Closed(facts(), failure, now, meter);
        }
    }

    /**
     * Waits for its turn.
     *
     * @param reason why Batch refused the job; absent if Batch was not asked
     * @param notBefore when it may be tried again
     */
    record Queued(JobFacts facts, PoolSpec pool, @Nullable Failure reason, Instant notBefore) implements Open {

        public Submitting admitted(Instant now) {
            return new Submitting(facts, pool, SubmissionPosition.startOf(facts.firstLevel()), 0, now, now);
        }
    }

    /**
     * Its tasks are being handed to Batch.
     *
     * @param tries how often the slice in turn has failed
     * @param since when the slice's turn came
     * @param nextTry when it is to be tried
     */
    record Submitting(
            JobFacts facts, PoolSpec pool, SubmissionPosition position, int tries, Instant since, Instant nextTry)
            implements Open {

        public Submitting sliceDone(long nextOffset, Instant now) {
            SubmissionPosition next = new SubmissionPosition(position.level(), position.slice() + 1, nextOffset);
            return new Submitting(facts, pool, next, 0, now, now);
        }

        public Submitting failed(Instant retryAt) {
            return new Submitting(facts, pool, position, tries + 1, since, retryAt);
        }

        public Queued sentBack(Failure reason, Instant notBefore) {
            return new Queued(facts, pool, reason, notBefore);
        }

        public Running levelDone(Instant now) {
            return new Running(facts, pool, position.level(), now);
        }
    }

    /** All tasks of the level are on Batch. */
    record Running(JobFacts facts, PoolSpec pool, int level, Instant scheduledAt) implements Open {

        public Submitting nextLevel(Instant now) {
            return nextLevel(facts, now);
        }

        /** @param known what is known of the job by now */
        public Submitting nextLevel(JobFacts known, Instant now) {
            return new Submitting(known, pool, SubmissionPosition.startOf(level + 1), 0, now, now);
        }
    }

    /**
     * Ended; holds no quota.
     *
     * @param failure why it could not be scheduled; absent when its end is explained elsewhere
     * @param meter what it has cost; absent when no price is known
     */
    record Closed(
            JobFacts facts,
            @Nullable Failure failure,
            Instant closedAt,
            @Nullable JobMeter meter) implements ScheduledJob {}
}
