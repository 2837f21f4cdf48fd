package io.dropbatch.planning.table;

import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowSlice;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Gathers rows into tasks of a given number of rows each, and passes on each task as it is full. */
public final class RowTasks implements RowScanner.Rows {

    private final int chunk;
    private final int most;
    private final RowValues values;
    private final Consumer<PlannedTask> tasks;
    private long headerBytes;
    private int count;
    private long from;
    private long to;
    private int rows;
    private Map<String, String> parameters = Map.of();

    /** @param most reading stops after this many tasks and one more */
    public RowTasks(int chunk, int most, RowValues values, Consumer<PlannedTask> tasks) {
        this.chunk = chunk;
        this.most = most;
        this.values = values;
        this.tasks = tasks;
    }

    @Override
    public void header(ScannedRow row) throws UnreadableTableException {
        headerBytes = row.end();
        values.header(row);
    }

    @Override
    public void row(ScannedRow row) throws UnreadableTableException {
        if (enough()) {
            return;
        }
        parameters = values.of(row);
        if (rows == 0) {
            from = row.from();
        }
        to = row.end();
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
            tasks.accept(new PlannedTask(count, List.of(), new RowSlice(from, to - from, rows), parameters));
        }
        rows = 0;
    }

    /** The length of what every task's file begins with; 0 without a header. */
    public long headerBytes() {
        return headerBytes;
    }

    /** How many tasks there are; more than {@code most} means too many. */
    public int count() {
        return count;
    }
}
