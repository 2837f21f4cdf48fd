package io.dropbatch.planning.table;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowSlice;
import io.dropbatch.model.workload.TableEncoding;
import io.dropbatch.model.workload.TableFormat;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowScannerTest {

    @Test
    void cuts_a_file_into_chunks_behind_its_header() throws Exception {
        TableFile file = TableFile.of("h\n1\n2\n3\n").chunk(2).read();

        assertThat(file.headerBytes()).isEqualTo(2);
        assertThat(file.tasks())
                .extracting(PlannedTask::rows)
                .containsExactly(new RowSlice(2, 4, 2), new RowSlice(6, 2, 1));
    }

    @Test
    void keeps_quoted_line_breaks_within_a_row() throws Exception {
        TableFile file = TableFile.of("id,text\n1,\"a\nb\"\"\n\"\n2,c\n").read();

        assertThat(file.texts()).containsExactly("1,\"a\nb\"\"\n\"\n", "2,c\n");
    }

    @Test
    void a_quote_within_an_unquoted_field_is_a_character() throws Exception {
        TableFile file = TableFile.of("id,pipe\n1,5\" pipe\n2,x\n").read();

        assertThat(file.texts()).containsExactly("1,5\" pipe\n", "2,x\n");
        assertThat(file.parameters().getFirst()).containsEntry("PIPE", "5\" pipe");
    }

    @Test
    void takes_carriage_returns_a_missing_last_line_break_and_empty_rows() throws Exception {
        TableFile file = TableFile.of("h\r\n1\r\n\r\n  \r\n2\r\n\n3").chunk(2).read();

        assertThat(file.headerBytes()).isEqualTo(3);
        assertThat(file.texts()).containsExactly("1\r\n\r\n  \r\n2\r\n", "3");
        assertThat(file.tasks().getFirst().rows().rows()).isEqualTo(2);
    }

    @Test
    void rows_may_end_with_a_carriage_return_alone() throws Exception {
        TableFile file = TableFile.of("id,note\r1,a\r2,\"b\rc\"\r\r3,d").read();

        assertThat(file.headerBytes()).isEqualTo(8);
        assertThat(file.texts()).containsExactly("1,a\r", "2,\"b\rc\"\r", "3,d");
        assertThat(file.parameters().get(1)).isEqualTo(Map.of("ID", "2", "NOTE", "b\rc"));
    }

    @Test
    void a_byte_order_mark_belongs_to_the_header() throws Exception {
        TableFile file = TableFile.of("\uFEFF\"na\nme\",x\na,1\n").read();

        assertThat(file.headerBytes()).isEqualTo(3 + 10);
        assertThat(file.texts()).containsExactly("a,1\n");
        assertThat(file.parameters()).containsExactly(Map.of("NA_ME", "a", "X", "1"));
    }

    @Test
    void rows_of_separators_only_are_left_out() throws Exception {
        TableFile file = TableFile.of("id;note\n;\n1;a\n ; \n2;b\n;\n").read();

        assertThat(file.texts()).containsExactly("1;a\n", "2;b\n");
        assertThat(file.note()).endsWith("3 rows of separators only were left out");
    }

    @Test
    void json_lines_have_no_header_and_no_quoting_across_lines() throws Exception {
        TableFile file = TableFile.of("{\"a\":\"x, y\"}\n\n{\"a\":\"\\\"\"}\n")
                .named("t.jsonl")
                .read();

        assertThat(file.headerBytes()).isZero();
        assertThat(file.texts()).containsExactly("{\"a\":\"x, y\"}\n", "{\"a\":\"\\\"\"}\n");
        assertThat(file.parameters()).containsExactly(Map.of("A", "x, y"), Map.of("A", "\""));
    }

    @Test
    void names_the_line_of_a_quote_that_never_closes() {
        assertThatThrownBy(() -> TableFile.of("h\n1\n\"2\n3\n").read())
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageStartingWith("line 3: a quote is opened and never closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void counts_lines_whatever_they_end_with_also_within_quotes(String lineBreak) {
        String text = "id,note\n1,\"a\nb\n\nc\"\n2,\"x\" y\n".replace("\n", lineBreak);

        assertThatThrownBy(() -> TableFile.of(text).read())
                .hasMessageStartingWith("line 6: 'y' comes after a closing quote");
    }

    @Test
    void names_the_line_of_bytes_that_are_not_in_the_encoding() {
        byte[] latin = "id,name\n1,Ana\n2,Jos\u00e9\n".getBytes(Charset.forName("windows-1252"));

        assertThatThrownBy(() -> TableFile.of(latin).read())
                .hasMessageStartingWith("line 3: byte 0xE9 is not valid UTF-8")
                .hasMessageContaining("encoding: windows-1252");
        assertThatThrownBy(() -> TableFile.of(latin).chunk(100).read()).hasMessageStartingWith("line 3: ");
    }

    @Test
    void a_file_that_is_cut_off_within_a_character_is_not_valid() {
        byte[] whole = "id,name\n1,\u00e9".getBytes(UTF_16LE);
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);

        assertThatThrownBy(() -> TableFile.of(cut)
                        .as(TableFormat.RECOGNISED.withEncoding(TableEncoding.UTF_16LE))
                        .read())
                .hasMessageStartingWith("line 2: byte 0xE9 is not valid UTF-16LE");
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
        TableFile file = TableFile.of("").most(5);

        file.read(endless);

        assertThat(file.count()).isGreaterThan(5);
        assertThat(file.tasks()).hasSize(5);
    }

    @Test
    void a_file_without_rows_makes_no_tasks() throws Exception {
        assertThat(TableFile.of("").read().count()).isZero();
        assertThat(TableFile.of("header\n").read().count()).isZero();
        assertThat(TableFile.of("\uFEFF").read().count()).isZero();
        assertThat(TableFile.of("sep=;\n").read().count()).isZero();
        assertThat(TableFile.of("\n\n").named("t.ndjson").read().count()).isZero();
    }

    /** Separators, line ends and encodings in every combination, with every kind of field that RFC 4180 has. */
    private static Stream<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        for (char separator : new char[] {',', ';', '\t', '|'}) {
            for (String lineBreak : List.of("\n", "\r\n", "\r")) {
                for (Encoded encoded : Encoded.values()) {
                    variants.add(new Variant(separator, lineBreak, encoded));
                }
            }
        }
        return variants.stream();
    }

    private enum Encoded {
        UTF_8(Charset.forName("UTF-8"), ""),
        UTF_8_MARKED(Charset.forName("UTF-8"), "\uFEFF"),
        UTF_16LE_MARKED(Charset.forName("UTF-16LE"), "\uFEFF"),
        UTF_16BE_MARKED(Charset.forName("UTF-16BE"), "\uFEFF");

        private final Charset charset;
        private final String mark;

        Encoded(Charset charset, String mark) {
            this.charset = charset;
            this.mark = mark;
        }
    }

    private record Variant(char separator, String lineBreak, Encoded encoded) {

        byte[] bytes(String text) {
            return (encoded.mark + broken(text)).getBytes(encoded.charset);
        }

        String broken(String text) {
            return text.replace('~', separator).replace("\n", lineBreak);
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void every_variant_gives_its_values_and_whole_rows(Variant variant) throws Exception {
        String header = "id~name~note\n";
        List<String> rows = List.of(
                "1~\"two\nlines\"~plain\n",
                "2~\"a~b\"~\"say \"\"hi\"\"\"\n",
                "3~\u00e9\u4e2d\uD83D\uDE00~3,5;x\n"
                        .replace(",", variant.separator == ',' ? "." : ",")
                        .replace(";", variant.separator == ';' ? ":" : ";"),
                "4~~\"\"\n");
        TableFile file =
                TableFile.of(variant.bytes(header + String.join("", rows))).read();

        assertThat(file.dialect().separator()).isEqualTo(variant.separator);
        assertThat(file.parameters()).hasSize(4);
        assertThat(file.parameters().get(0))
                .isEqualTo(Map.of("ID", "1", "NAME", variant.broken("two\nlines"), "NOTE", "plain"));
        assertThat(file.parameters().get(1))
                .isEqualTo(Map.of("ID", "2", "NAME", "a" + variant.separator + "b", "NOTE", "say \"hi\""));
        assertThat(file.parameters().get(2)).containsEntry("NAME", "\u00e9\u4e2d\uD83D\uDE00");
        assertThat(file.parameters().get(3)).isEqualTo(Map.of("ID", "4", "NAME", "", "NOTE", ""));
        for (int i = 0; i < rows.size(); i++) {
            assertThat(file.input(i)).isEqualTo(variant.bytes(header + rows.get(i)));
        }
    }

    /** Whatever the rows hold, the slices are exactly the bytes behind the header, and each has its rows whole. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void header_and_slices_together_are_the_file(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            Variant variant = variants().toList().get(random.nextInt(48));
            int chunk = 1 + random.nextInt(4);
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 3 + random.nextInt(200); i++) {
                rows.add(row(random, variant.separator));
            }
            ByteArrayOutputStream wanted = new ByteArrayOutputStream();
            String header = "a~b~c\n";
            wanted.write(variant.bytes(header + String.join("", rows)));

            TableFile file = TableFile.of(wanted.toByteArray())
                    .chunk(chunk)
                    .as(TableFormat.RECOGNISED.withSeparator(variant.separator))
                    .read();

            int headerBytes = variant.bytes(header).length;
            assertThat(file.headerBytes()).isEqualTo(headerBytes);
            assertThat(file.slices()).isEqualTo(Arrays.copyOfRange(wanted.toByteArray(), headerBytes, wanted.size()));
            assertThat(file.count()).isEqualTo(Math.ceilDiv(rows.size(), chunk));
            for (int i = 0; i < file.count(); i++) {
                String own = String.join("", rows.subList(i * chunk, Math.min(rows.size(), (i + 1) * chunk)));
                assertThat(file.input(i)).isEqualTo(variant.bytes(header + own));
            }
        }
    }

    private static String row(Random random, char separator) {
        StringBuilder row = new StringBuilder(field(random, separator));
        for (int field = 1; field < 3; field++) {
            row.append('~').append(field(random, separator));
        }
        return row.append('\n').toString();
    }

    private static String field(Random random, char separator) {
        String[] pieces = {
            "a", "\u00fc", "\u4e2d", "\uD83D\uDE00", "5\"", " ", "1,5", "", "long".repeat(random.nextInt(50))
        };
        String plain = pieces[random.nextInt(pieces.length)] + pieces[random.nextInt(pieces.length)];
        if (random.nextBoolean()) {
            return "w" + plain.replace(String.valueOf(separator), "");
        }
        return quoted(random, plain);
    }

    private static String quoted(Random random, String plain) {
        String inside = plain.replace("\"", "\"\"")
                + (random.nextBoolean() ? "\n" : "~")
                + (random.nextBoolean() ? "\"\"" : "");
        return "\"" + inside + "\"";
    }
}
