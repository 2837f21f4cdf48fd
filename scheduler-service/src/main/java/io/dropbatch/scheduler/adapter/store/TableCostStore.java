package io.dropbatch.scheduler.adapter.store;

import io.dropbatch.model.id.JobId;
import io.dropbatch.scheduler.app.port.CostStore;
import io.dropbatch.scheduler.domain.cost.JobMeter;
import io.dropbatch.store.RowStore;
import io.dropbatch.store.VersionedRow;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps the meters of jobs in one partition of a table, so that one query reads them. */
public final class TableCostStore implements CostStore {

    private static final String COSTS = "costs";

    private final RowStore<CostRow> rows;

    public TableCostStore(RowStore<CostRow> rows) {
        this.rows = rows;
    }

    @Override
    public void open(JobId job, JobMeter meter) {
        rows.insert(COSTS, job.value(), CostRow.of(meter));
    }

    @Override
    public Optional<JobMeter> find(JobId job) {
        return rows.find(COSTS, job.value()).map(row -> row.value().meter());
    }

    @Override
    public Map<JobId, JobMeter> all() {
        try (Stream<VersionedRow<CostRow>> costs = rows.partition(COSTS)) {
            return costs.collect(Collectors.toMap(
                    row -> new JobId(row.key()), row -> row.value().meter()));
        }
    }

    @Override
    public void put(JobId job, JobMeter meter) {
        rows.put(COSTS, job.value(), CostRow.of(meter));
    }

    @Override
    public void forget(JobId job) {
        rows.delete(COSTS, job.value());
    }
}
