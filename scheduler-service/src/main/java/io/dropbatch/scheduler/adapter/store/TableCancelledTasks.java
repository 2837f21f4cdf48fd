package io.dropbatch.scheduler.adapter.store;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.scheduler.app.port.CancelledTasks;
import io.dropbatch.store.RowStore;
import io.dropbatch.store.VersionedRow;
import java.util.List;
import java.util.stream.Stream;

/** Keeps a row for each task that was cancelled, in a partition of its job. */
public final class TableCancelledTasks implements CancelledTasks {

    private static final String CANCELLED = "cancelled/";

    private final RowStore<CancelledTaskRow> rows;

    public TableCancelledTasks(RowStore<CancelledTaskRow> rows) {
        this.rows = rows;
    }

    @Override
    public void add(JobId job, TaskId task) {
        rows.put(CANCELLED + job, task.value(), new CancelledTaskRow(task));
    }

    @Override
    public List<TaskId> of(JobId job) {
        try (Stream<VersionedRow<CancelledTaskRow>> tasks = rows.partition(CANCELLED + job)) {
            return tasks.map(row -> row.value().task()).toList();
        }
    }

    @Override
    public void forget(JobId job) {
        rows.deleteAll(CANCELLED + job, of(job).stream().map(TaskId::value).toList());
    }
}
