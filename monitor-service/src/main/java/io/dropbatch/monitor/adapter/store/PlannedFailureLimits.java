package io.dropbatch.monitor.adapter.store;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.monitor.app.port.FailureLimits;
import io.dropbatch.monitor.domain.WatchedLevel;
import io.dropbatch.store.BlobStore;

/** Reads the tolerance of failures in the plan; only tasks of the map level are tolerated to fail. */
public final class PlannedFailureLimits implements FailureLimits {

    private final BlobStore system;

    public PlannedFailureLimits(BlobStore system) {
        this.system = system;
    }

    /** None when there is no plan: then the job is of no use anyway. */
    @Override
    public int tolerated(WatchedLevel level) {
        if (!level.job().isMap(level.level())) {
            return 0;
        }
        if (level.job().hasIndependentTasks()) {
            return level.tasks();
        }
        return system.read(SystemLayout.plan(level.job().submission()))
                .map(blob -> ModelJson.read(blob.bytes(), Plan.class))
                .map(plan -> plan.workload().failure().of(level.tasks()))
                .orElse(0);
    }
}
