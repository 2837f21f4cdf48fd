package io.dropbatch.planning.table;

import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowSlice;
import io.dropbatch.model.workload.TableFormat;
import io.dropbatch.planning.parser.FastCsvFieldParser;
import io.dropbatch.planning.parser.JacksonLineParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file that is read as the service reads it, and what its tasks get. */
final class TableFile {

    private final byte[] content;
    private final List<PlannedTask> tasks = new ArrayList<>();
    private String name = "t.csv";
    private TableFormat format = TableFormat.RECOGNISED;
    private int chunk = 1;
    private int most = 1000;
    private RowTasks rows;
    private RowScanner scanner;
    private DialectRecognition.Recognised recognised;
    private RowValues values;

    private TableFile(byte[] content) {
        this.content = content;
    }

    static TableFile of(String text) {
        return of(text, StandardCharsets.UTF_8);
    }

    static TableFile of(String text, Charset charset) {
        return new TableFile(text.getBytes(charset));
    }

    static TableFile of(byte[] content) {
        return new TableFile(content);
    }

    TableFile named(String other) {
        name = other;
        return this;
    }

    TableFile as(TableFormat said) {
        format = said;
        return this;
    }

    TableFile chunk(int size) {
        chunk = size;
        return this;
    }

    TableFile most(int limit) {
        most = limit;
        return this;
    }

    TableFile read() throws UnreadableTableException {
        return read(new ByteArrayInputStream(content));
    }

    TableFile read(InputStream in) throws UnreadableTableException {
        try {
            FileBeginning beginning = FileBeginning.of(in);
            recognised = new DialectRecognition(name, format, beginning).recognise();
            values = values();
            rows = new RowTasks(chunk, most, values, tasks::add);
            scanner = new RowScanner(recognised.dialect(), values.kept(), rows);
            scanner.scan(beginning.followedBy(in));
            rows.finish();
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private RowValues values() {
        if (recognised.dialect().format() == RowFormat.JSON_LINES) {
            return new JsonValues(format.columns(), chunk == 1, new JacksonLineParser());
        }
        boolean none = chunk > 1 || format.columns() != null && format.columns().isEmpty();
        return none
                ? RowValues.none()
                : new ColumnValues(format, recognised.dialect().separator(), new FastCsvFieldParser());
    }

    TableDialect dialect() {
        return recognised.dialect();
    }

    int count() {
        return rows.count();
    }

    long headerBytes() {
        return recognised.dialect().header() ? rows.headerBytes() : scanner.prefixBytes();
    }

    List<PlannedTask> tasks() {
        return tasks;
    }

    List<Map<String, String>> parameters() {
        return tasks.stream().map(PlannedTask::parameters).toList();
    }

    String note() {
        return String.join("\n", TableNote.of(name, recognised, scanner.separatorsOnly(), values.notes()));
    }

    /** What a task's file holds. */
    byte[] input(int task) {
        RowSlice slice = tasks.get(task).rows();
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.write(content, 0, (int) headerBytes());
        input.write(content, (int) slice.from(), (int) slice.bytes());
        return input.toByteArray();
    }

    /** The rows of all tasks one after the other. */
    byte[] slices() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (PlannedTask task : tasks) {
            all.write(content, (int) task.rows().from(), (int) task.rows().bytes());
        }
        return all.toByteArray();
    }

    /** The rows of each task as text. */
    List<String> texts(Charset charset) {
        return tasks.stream()
                .map(task -> new String(
                        content, (int) task.rows().from(), (int) task.rows().bytes(), charset))
                .toList();
    }

    List<String> texts() {
        return texts(StandardCharsets.UTF_8);
    }
}
