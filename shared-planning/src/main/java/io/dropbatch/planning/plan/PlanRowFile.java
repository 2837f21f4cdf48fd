package io.dropbatch.planning.plan;

import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowFile;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.TableEncoding;
import io.dropbatch.planning.drop.DropFiles;
import io.dropbatch.planning.table.ColumnValues;
import io.dropbatch.planning.table.DialectRecognition;
import io.dropbatch.planning.table.FileBeginning;
import io.dropbatch.planning.table.JsonValues;
import io.dropbatch.planning.table.RowFormat;
import io.dropbatch.planning.table.RowScanner;
import io.dropbatch.planning.table.RowTasks;
import io.dropbatch.planning.table.RowValues;
import io.dropbatch.planning.table.TableDialect;
import io.dropbatch.planning.table.TableNote;
import io.dropbatch.planning.table.UnreadableTableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/** Turns the rows of a file into tasks, reading it once. */
public final class PlanRowFile {

    /** @param notes how the file was read, in sentences for a person */
    record RowFilePlan(int tasks, RowFile file, List<String> notes) {}

    private final DropFiles files;
    private final RowParsers parsers;

    public PlanRowFile(DropFiles files, RowParsers parsers) {
        this.files = files;
        this.parsers = parsers;
    }

    /** @param most tasks that are passed on; if there are more, the plan counts one more */
    RowFilePlan plan(String path, PlannedInput file, ForEach.EachRow each, int most, Consumer<PlannedTask> tasks)
            throws UnreadableTableException {
        RowFilePlan planned;
        try (InputStream in = files.open(path).orElseThrow(() -> changed(path))) {
            planned = read(in, file, each, most, tasks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The plan must name the version that was read: if the file changed meanwhile, the drop is looked at again.
        if (files.find(path).filter(now -> now.etag().equals(file.etag())).isEmpty()) {
            throw changed(path);
        }
        return planned;
    }

    private RowFilePlan read(
            InputStream in, PlannedInput file, ForEach.EachRow each, int most, Consumer<PlannedTask> tasks)
            throws IOException, UnreadableTableException {
        FileBeginning beginning = FileBeginning.of(in);
        DialectRecognition.Recognised recognised =
                new DialectRecognition(file.path(), each.format(), beginning).recognise();
        RowValues values = values(each, recognised);
        RowTasks rows = new RowTasks(each.chunk(), most, values, tasks);
        RowScanner scanner = new RowScanner(recognised.dialect(), values.kept(), rows);
        scanner.scan(beginning.followedBy(in));
        rows.finish();
        return new RowFilePlan(
                rows.count(),
                new RowFile(file, headerBytes(recognised.dialect(), rows, scanner)),
                TableNote.of(file.path(), recognised, scanner.separatorsOnly(), values.notes()));
    }

    /**
     * Every task's file begins with this much of the whole one. Without a header that is what tells the encoding or the
     * separator; UTF-8 needs no mark, and most programs would take it for a part of the first value.
     */
    private static long headerBytes(TableDialect dialect, RowTasks rows, RowScanner scanner) {
        if (dialect.header()) {
            return rows.headerBytes();
        }
        boolean markOnly = !dialect.separatorLine();
        return markOnly && dialect.encoding() == TableEncoding.UTF_8 ? 0 : scanner.prefixBytes();
    }

    private RowValues values(ForEach.EachRow each, DialectRecognition.Recognised recognised) {
        if (recognised.dialect().format() == RowFormat.JSON_LINES) {
            return new JsonValues(each.format().columns(), each.chunk() == 1, parsers.jsonLines());
        }
        boolean none = each.chunk() > 1
                || each.format().columns() != null && each.format().columns().isEmpty();
        return none
                ? RowValues.none()
                : new ColumnValues(each.format(), recognised.dialect().separator(), parsers.fields());
    }

    private static IllegalStateException changed(String path) {
        return new IllegalStateException("the row file changed while it was read: " + path);
    }
}
