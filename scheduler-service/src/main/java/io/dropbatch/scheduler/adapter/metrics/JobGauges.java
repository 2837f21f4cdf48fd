package io.dropbatch.scheduler.adapter.metrics;

import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Counts the jobs in each state whenever the gauges are read. */
public final class JobGauges implements MeterBinder {

    private final JobStore jobs;

    public JobGauges(JobStore jobs) {
        this.jobs = jobs;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "queued", Queued.class);
        gauge(registry, "submitting", Submitting.class);
        gauge(registry, "running", Running.class);
    }

    private void gauge(MeterRegistry registry, String state, Class<? extends Open> type) {
        Gauge.builder("dropbatch.jobs", jobs, store -> count(store, type))
                .description("Jobs that are not closed")
                .tag("state", state)
                .register(registry);
    }

    private static double count(JobStore jobs, Class<? extends Open> type) {
        return jobs.open().stream().map(StoredJob::job).filter(type::isInstance).count();
    }
}
