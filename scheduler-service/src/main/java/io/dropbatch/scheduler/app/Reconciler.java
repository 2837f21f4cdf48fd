package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.scheduler.app.cost.CostRound;
import io.dropbatch.scheduler.app.pool.KeepPools;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import java.util.List;

/** Sets off periodically what a message should have set off and did not. */
public final class Reconciler {

    private final JobStore jobs;
    private final JobAdmission admission;
    private final WakeStuck wake;
    private final CleanUp cleanUp;
    private final PoolRounds rounds;

    /** What is done at each look at the pools. */
    public record PoolRounds(KeepPools pools, CostRound costs, PauseJob pauses, CancelTask cancelled) {}

    public Reconciler(JobStore jobs, JobAdmission admission, WakeStuck wake, CleanUp cleanUp, PoolRounds rounds) {
        this.jobs = jobs;
        this.admission = admission;
        this.wake = wake;
        this.cleanUp = cleanUp;
        this.rounds = rounds;
    }

    /** Runs every few seconds. */
    public HandlerResult lookAtJobs() {
        return admission.admitWaiting().and(wake.wake(jobs.open()));
    }

    /** Runs several times a minute. */
    public HandlerResult lookAtPools() {
        List<StoredJob<Open>> open = jobs.open();
        rounds.pauses().keep(open);
        HandlerResult closed = rounds.cancelled().keep(open);
        return closed.and(rounds.costs().count(open, rounds.pools().keep(open)));
    }

    /** Runs after each look at the pools, once that is announced. */
    public void stopAtBudget() {
        rounds.costs().stop(jobs.open());
    }

    /** Runs every few minutes. */
    public void cleanUp() {
        List<StoredJob<Open>> open = jobs.open();
        cleanUp.cleanUp(open);
        cleanUp.forget(jobs);
    }
}
