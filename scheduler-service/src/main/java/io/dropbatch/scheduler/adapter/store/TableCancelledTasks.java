package io.dropbatch.scheduler.adapter.store;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.scheduler.app.port.CancelledTasks;
import io.dropbatch.store.RowStore;
import io.dropbatch.store.VersionedRow;
import java.util.List;
import java.util.stream.Stream;

/** Keeps a row for each task that was cancelled, all in one partition and in the order of their jobs. */
public final class TableCancelledTasks implements CancelledTasks {

    private static final String CANCELLED = "cancelled-tasks";

    private final RowStore<CancelledTaskRow> rows;

    public TableCancelledTasks(RowStore<CancelledTaskRow> rows) {
        this.rows = rows;
    }

    @Override
    public void add(JobId job, TaskId task) {
        rows.insert(CANCELLED, key(job, task), new CancelledTaskRow(job, task, false));
    }

    @Override
    public int count(JobId job) {
        String prefix = prefix(job);
        try (Stream<VersionedRow<CancelledTaskRow>> tasks = rows.partition(CANCELLED, prefix)) {
            return (int) tasks.takeWhile(row -> row.key().startsWith(prefix)).count();
        }
    }

    @Override
    public List<CancelledTask> all() {
        try (Stream<VersionedRow<CancelledTaskRow>> tasks = rows.partition(CANCELLED)) {
            return tasks.map(row -> row.value().task()).toList();
        }
    }

    @Override
    public void ended(CancelledTask task) {
        rows.put(CANCELLED, key(task.job(), task.task()), new CancelledTaskRow(task.job(), task.task(), true));
    }

    @Override
    public void forget(CancelledTask task) {
        rows.delete(CANCELLED, key(task.job(), task.task()));
    }

    private static String key(JobId job, TaskId task) {
        return prefix(job) + task;
    }

    private static String prefix(JobId job) {
        return job + ":";
    }
}
