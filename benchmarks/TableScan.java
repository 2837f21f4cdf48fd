import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.TableFormat;
import io.dropbatch.planning.parser.FastCsvFieldParser;
import io.dropbatch.planning.parser.JacksonLineParser;
import io.dropbatch.planning.table.ColumnValues;
import io.dropbatch.planning.table.DialectRecognition;
import io.dropbatch.planning.table.FileBeginning;
import io.dropbatch.planning.table.JsonValues;
import io.dropbatch.planning.table.RowFormat;
import io.dropbatch.planning.table.RowScanner;
import io.dropbatch.planning.table.RowTasks;
import io.dropbatch.planning.table.RowValues;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Reads tables of a gigabyte, made as they are read, and measures how fast rows become tasks. */
class TableScan {

    private static final long GIGABYTE = 1_000_000_000;

    /** A header once, then the same rows again and again. */
    private static final class Endless extends InputStream {

        private final byte[] rows;
        private byte[] now;
        private int at;
        private long left;

        Endless(byte[] header, byte[] rows, long bytes) {
            this.now = header;
            this.rows = rows;
            this.left = bytes / rows.length * rows.length + header.length;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int most) {
            if (left == 0) {
                return -1;
            }
            if (at == now.length) {
                now = rows;
                at = 0;
            }
            int length = (int) Math.min(left, Math.min(most, now.length - at));
            System.arraycopy(now, at, target, from, length);
            at += length;
            left -= length;
            return length;
        }
    }

    private record Table(String name, String header, String row, Charset charset) {

        InputStream bytes(long size) {
            return new Endless(header.getBytes(charset), row.repeat(1000).getBytes(charset), size);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Table[] tables = {
            new Table("plain.csv", "id,strike,vol,note\n", "1234567,100.25,0.2,call\n", StandardCharsets.UTF_8),
            new Table("quoted.csv", "id;note\n", "1234567;\"two\nlines; \"\"x\"\"\"\n", StandardCharsets.UTF_8),
            new Table("accents.csv", "id,name\n", "1234567,J\u00f6rg M\u00fcller\n", StandardCharsets.UTF_8),
            new Table("utf16.csv", "\uFEFFid,strike,vol,note\n", "1234567,100.25,0.2,call\n", StandardCharsets.UTF_16LE),
            new Table("rows.jsonl", "", "{\"id\":1234567,\"strike\":100.25,\"note\":\"call\"}\n", StandardCharsets.UTF_8),
        };
        for (int round = 0; round < 2; round++) {
            for (Table table : tables) {
                for (int chunk : new int[] {1, 1000}) {
                    measure(table, chunk, round == 0 ? GIGABYTE / 20 : GIGABYTE, round > 0);
                }
            }
        }
    }

    private static void measure(Table table, int chunk, long size, boolean told) throws Exception {
        LongAdder seen = new LongAdder();
        Consumer<PlannedTask> tasks = task -> seen.add(task.parameters().size());
        InputStream in = table.bytes(size);
        long start = System.nanoTime();
        FileBeginning beginning = FileBeginning.of(in);
        TableFormat format = TableFormat.RECOGNISED;
        DialectRecognition.Recognised recognised = new DialectRecognition(table.name(), format, beginning).recognise();
        RowValues values = recognised.dialect().format() == RowFormat.JSON_LINES
                ? new JsonValues(null, chunk == 1, new JacksonLineParser())
                : chunk > 1
                        ? RowValues.none()
                        : new ColumnValues(format, recognised.dialect().separator(), new FastCsvFieldParser());
        RowTasks rows = new RowTasks(chunk, Integer.MAX_VALUE, values, tasks);
        new RowScanner(recognised.dialect(), values.kept(), rows).scan(beginning.followedBy(in));
        rows.finish();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (told) {
            System.out.printf(
                    "%-12s chunk %4d: %4.0f MB/s, %,d tasks%n", table.name(), chunk, size / 1e6 / seconds, rows.count());
        }
    }
}
