package io.dropbatch.submission.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowSlice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowScannerTest {

    private final List<PlannedTask> tasks = new ArrayList<>();

    @Test
    void cuts_a_file_into_chunks_behind_its_header() throws Exception {
        RowTasks rows = scan("h\n1\n2\n3\n", RowFormat.CSV, 2, 100);

        assertThat(rows.headerBytes()).isEqualTo(2);
        assertThat(slices()).containsExactly(new RowSlice(2, 4, 2), new RowSlice(6, 2, 1));
    }

    @Test
    void keeps_quoted_line_breaks_within_a_row() throws Exception {
        String csv = "id,text\n1,\"a\nb\"\"\n\"\n2,c\n";

        scan(csv, RowFormat.CSV, 1, 100);

        assertThat(texts(csv)).containsExactly("1,\"a\nb\"\"\n\"\n", "2,c\n");
    }

    @Test
    void a_quote_within_an_unquoted_field_is_a_character() throws Exception {
        String csv = "id,pipe\n1,5\" pipe\n2,x\n";

        scan(csv, RowFormat.CSV, 1, 100);

        assertThat(texts(csv)).containsExactly("1,5\" pipe\n", "2,x\n");
    }

    @Test
    void takes_carriage_returns_a_missing_last_line_break_and_empty_rows() throws Exception {
        String csv = "h\r\n1\r\n\r\n  \r\n2\r\n\n3";

        RowTasks rows = scan(csv, RowFormat.CSV, 2, 100);

        assertThat(rows.headerBytes()).isEqualTo(3);
        assertThat(texts(csv)).containsExactly("1\r\n\r\n  \r\n2\r\n", "3");
        assertThat(tasks.getFirst().rows().rows()).isEqualTo(2);
    }

    @Test
    void a_byte_order_mark_belongs_to_the_header() throws Exception {
        String csv = "\uFEFF\"na\nme\",x\na,1\n";

        RowTasks rows = scan(csv, RowFormat.CSV, 1, 100);

        assertThat(rows.headerBytes()).isEqualTo(3 + 10);
        assertThat(texts(csv)).containsExactly("a,1\n");
    }

    @Test
    void json_lines_have_no_header_and_no_quoting_across_lines() throws Exception {
        String lines = "{\"a\":\"x\"}\n\n{\"a\":\"\\\"\"}\n";

        RowTasks rows = scan(lines, RowFormat.JSON_LINES, 1, 100);

        assertThat(rows.headerBytes()).isZero();
        assertThat(texts(lines)).containsExactly("{\"a\":\"x\"}\n", "{\"a\":\"\\\"\"}\n");
        assertThat(tasks.getFirst().parameters()).isEmpty();
    }

    @Test
    void the_columns_of_a_single_row_are_parameters() throws Exception {
        scan("id,strike price\n1,\"a, \"\"b\"\"\"\n2,$(touch x)\n", RowFormat.CSV, 1, 100);

        assertThat(tasks)
                .extracting(PlannedTask::parameters)
                .containsExactly(
                        Map.of("ID", "1", "STRIKE_PRICE", "a, \"b\""), Map.of("ID", "2", "STRIKE_PRICE", "$(touch x)"));
    }

    @Test
    void a_row_or_header_that_does_not_fit_gives_no_parameters() throws Exception {
        scan("id,x\n1\n", RowFormat.CSV, 1, 100);
        scan("id,1st\n1,2\n", RowFormat.CSV, 1, 100);
        scan("a,A\n1,2\n", RowFormat.CSV, 1, 100);
        scan("a\n" + "x".repeat(10_000) + "\n", RowFormat.CSV, 1, 100);
        scan("a\nx\n", RowFormat.CSV, 2, 100);

        assertThat(tasks)
                .hasSize(5)
                .allSatisfy(task -> assertThat(task.parameters()).isEmpty());
    }

    @Test
    void names_the_line_of_a_quote_that_never_closes() {
        assertThatThrownBy(() -> scan("h\n1\n\"2\n3\n", RowFormat.CSV, 1, 100))
                .isInstanceOf(RowScanner.UnclosedQuote.class)
                .hasMessageContaining("line 3");
    }

    @Test
    void stops_reading_when_there_are_too_many_tasks() throws Exception {
        InputStream endless = new InputStream() {
            private int read;

            @Override
            public int read() {
                return read++ % 2 == 0 ? 'x' : '\n';
            }
        };
        RowTasks rows = new RowTasks(1, 5, tasks::add);

        new RowScanner(RowFormat.CSV, rows).scan(endless);

        assertThat(rows.count()).isGreaterThan(5);
        assertThat(tasks).hasSize(5);
    }

    @Test
    void a_file_without_rows_makes_no_tasks() throws Exception {
        assertThat(scan("", RowFormat.CSV, 1, 100).count()).isZero();
        assertThat(scan("header\n", RowFormat.CSV, 1, 100).count()).isZero();
        assertThat(scan("\n\n", RowFormat.JSON_LINES, 1, 100).count()).isZero();
    }

    private RowTasks scan(String text, RowFormat format, int chunk, int most)
            throws IOException, RowScanner.UnclosedQuote {
        RowTasks rows = new RowTasks(chunk, most, tasks::add);
        new RowScanner(format, rows).scan(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        rows.finish();
        return rows;
    }

    private List<RowSlice> slices() {
        return tasks.stream().map(PlannedTask::rows).toList();
    }

    private List<String> texts(String whole) {
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        return slices().stream()
                .map(slice -> new String(bytes, (int) slice.from(), (int) slice.bytes(), StandardCharsets.UTF_8))
                .toList();
    }
}
