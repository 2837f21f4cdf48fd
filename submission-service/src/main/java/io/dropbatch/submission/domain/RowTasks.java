package io.dropbatch.submission.domain;

import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowSlice;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Gathers rows into tasks of a given number of rows each, and passes on each task as it is full. */
public final class RowTasks implements RowScanner.Rows {

    private final int chunk;
    private final int most;
    private final Consumer<PlannedTask> tasks;
    private RowParameters parameters = RowParameters.none();
    private long headerBytes;
    private int count;
    private long from;
    private long to;
    private int rows;
    private Map<String, String> values = Map.of();

    /** @param most reading stops after this many tasks and one more */
    public RowTasks(int chunk, int most, Consumer<PlannedTask> tasks) {
        this.chunk = chunk;
        this.most = most;
        this.tasks = tasks;
    }

    @Override
    public void header(long bytes, RowText content) {
        headerBytes = bytes;
        parameters = chunk == 1 ? RowParameters.of(content) : RowParameters.none();
    }

    @Override
    public void row(long start, long bytes, RowText content) {
        if (rows == 0) {
            from = start;
            values = parameters.values(content);
        }
        to = start + bytes;
        rows++;
        if (rows == chunk) {
            finish();
        }
    }

    @Override
    public boolean enough() {
        return count > most;
    }

    /** Passes on the last task, which may have fewer rows. */
    public void finish() {
        if (rows == 0) {
            return;
        }
        count++;
        if (count <= most) {
            tasks.accept(new PlannedTask(count, List.of(), new RowSlice(from, to - from, rows), values));
        }
        rows = 0;
    }

    public long headerBytes() {
        return headerBytes;
    }

    /** How many tasks there are; more than {@code most} means too many. */
    public int count() {
        return count;
    }
}
