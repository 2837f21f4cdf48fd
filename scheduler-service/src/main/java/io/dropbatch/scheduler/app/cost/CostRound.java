package io.dropbatch.scheduler.app.cost;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.scale.PoolState;
import java.util.List;

/** Counts what open jobs cost, and stops those whose budget is used up. */
public final class CostRound {

    private final MeterJobs meter;
    private final StopAtBudget stop;

    public CostRound(MeterJobs meter, StopAtBudget stop) {
        this.meter = meter;
        this.stop = stop;
    }

    /** @param pools as Batch has them now */
    public HandlerResult count(List<StoredJob<Open>> open, List<PoolState> pools) {
        return meter.count(open, pools);
    }

    /** Runs once the amounts are announced: the end of a job is never known before its costs. */
    public void stop(List<StoredJob<Open>> open) {
        stop.stop(open);
    }
}
