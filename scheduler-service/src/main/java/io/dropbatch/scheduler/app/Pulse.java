package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.Reaction;
import io.dropbatch.scheduler.app.port.Entry;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import java.util.List;

/** What the scheduler does with time: whatever a message should have set off and did not. */
public final class Pulse {

    private final JobStore jobs;
    private final Admission admission;
    private final WakeStuck wake;
    private final KeepPools pools;
    private final CleanUp cleanUp;

    public Pulse(JobStore jobs, Admission admission, WakeStuck wake, KeepPools pools, CleanUp cleanUp) {
        this.jobs = jobs;
        this.admission = admission;
        this.wake = wake;
        this.pools = pools;
        this.cleanUp = cleanUp;
    }

    /** Every few seconds. */
    public Reaction lookAtJobs() {
        return admission.admitWaiting().and(wake.wake(jobs.open()));
    }

    /** Some times a minute. */
    public void lookAtPools() {
        pools.keep(jobs.open());
    }

    /** Every few minutes. */
    public void cleanUp() {
        List<Entry<Open>> open = jobs.open();
        cleanUp.cleanUp(open);
        cleanUp.forget(jobs);
    }
}
