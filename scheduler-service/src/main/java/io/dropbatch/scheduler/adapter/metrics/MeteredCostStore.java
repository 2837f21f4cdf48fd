package io.dropbatch.scheduler.adapter.metrics;

import io.dropbatch.model.id.JobId;
import io.dropbatch.scheduler.app.port.CostStore;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import java.util.Map;
import java.util.Optional;

/** Counts what jobs cost as it is stored. */
public final class MeteredCostStore implements CostStore {

    private final CostStore costs;
    private final SchedulingMeters meters;

    public MeteredCostStore(CostStore costs, SchedulingMeters meters) {
        this.costs = costs;
        this.meters = meters;
    }

    @Override
    public void open(JobId job, JobMeter meter) {
        costs.open(job, meter);
        meters.metered(job);
    }

    @Override
    public Optional<JobMeter> find(JobId job) {
        Optional<JobMeter> found = costs.find(job);
        found.ifPresent(meter -> meters.costs(job, meter));
        return found;
    }

    @Override
    public Map<JobId, JobMeter> all() {
        Map<JobId, JobMeter> all = costs.all();
        all.forEach(meters::costs);
        return all;
    }

    @Override
    public void put(JobId job, JobMeter meter) {
        costs.put(job, meter);
        meters.spent(job, meter);
    }

    @Override
    public void forget(JobId job) {
        costs.forget(job);
    }
}
