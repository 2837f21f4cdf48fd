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

        /** What somebody last wanted of it; absent while nobody has. */
        @Nullable
        JobHold hold();

        /** The job that pauses or goes on. */
        Open held(JobHold wish, Instant now);

        default boolean isPaused() {
            JobHold wish = hold();
            return wish != null && wish.paused();
        }

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
    record Queued(
            JobFacts facts,
            PoolSpec pool,
            @Nullable Failure reason,
            Instant notBefore,
            @Nullable JobHold hold) implements Open {

        public Queued(JobFacts facts, PoolSpec pool, @Nullable Failure reason, Instant notBefore) {
            this(facts, pool, reason, notBefore, null);
        }

        public Submitting admitted(Instant now) {
            return new Submitting(facts, pool, SubmissionPosition.startOf(facts.firstLevel()), 0, now, now, hold);
        }

        @Override
        public Queued held(JobHold wish, Instant now) {
            return new Queued(facts, pool, reason, notBefore, wish);
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
            JobFacts facts,
            PoolSpec pool,
            SubmissionPosition position,
            int tries,
            Instant since,
            Instant nextTry,
            @Nullable JobHold hold)
            implements Open {

        public Submitting(
                JobFacts facts, PoolSpec pool, SubmissionPosition position, int tries, Instant since, Instant nextTry) {
            this(facts, pool, position, tries, since, nextTry, null);
        }

        /** A pause is no failed try: the slice's turn comes when the job goes on. */
        @Override
        public Submitting held(JobHold wish, Instant now) {
            return wish.paused()
                    ? new Submitting(facts, pool, position, tries, since, nextTry, wish)
                    : new Submitting(facts, pool, position, 0, now, now, wish);
        }

        public Submitting sliceDone(long nextOffset, Instant now) {
            SubmissionPosition next = new SubmissionPosition(position.level(), position.slice() + 1, nextOffset);
            return new Submitting(facts, pool, next, 0, now, now, hold);
        }

        public Submitting failed(Instant retryAt) {
            return new Submitting(facts, pool, position, tries + 1, since, retryAt, hold);
        }

        public Queued sentBack(Failure reason, Instant notBefore) {
            return new Queued(facts, pool, reason, notBefore, hold);
        }

        public Running levelDone(Instant now) {
            return new Running(facts, pool, position.level(), now, hold);
        }
    }

    /** All tasks of the level are on Batch. */
    record Running(
            JobFacts facts,
            PoolSpec pool,
            int level,
            Instant scheduledAt,
            @Nullable JobHold hold) implements Open {

        public Running(JobFacts facts, PoolSpec pool, int level, Instant scheduledAt) {
            this(facts, pool, level, scheduledAt, null);
        }

        @Override
        public Running held(JobHold wish, Instant now) {
            return new Running(facts, pool, level, scheduledAt, wish);
        }

        public Submitting nextLevel(Instant now) {
            return nextLevel(facts, now);
        }

        /** @param known what is known of the job by now */
        public Submitting nextLevel(JobFacts known, Instant now) {
            return new Submitting(known, pool, SubmissionPosition.startOf(level + 1), 0, now, now, hold);
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
