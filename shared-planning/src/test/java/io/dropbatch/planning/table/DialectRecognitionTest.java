package io.dropbatch.planning.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.workload.TableColumn;
import io.dropbatch.model.workload.TableEncoding;
import io.dropbatch.model.workload.TableFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectRecognitionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            id,name\\n1,a\\n2,b                              # ,
            id;strike;note\\n1;3,5;x\\n2;4,25;"a, b"         # ;
            id\\tname\\n1\\ta, b; c\\n2\\tx                  # tab
            id|name\\n1|a,b\\n2|c                            # |
            "id";"name"\\n"1";"a;b"\\n"2";"two\\nlines"      # ;
            id;note\\n1;Hello, world\\n2;no comma            # ;
            name, first;age\\n"Doe, J";3\\nSmith;4           # ;
            id;strike;\\n1;2;\\n3;4;                         # ;
            id;\\n1;\\n2;                                    # ;
            id,a;b\\n1,x\\n2,y                               # ,
            id;note                                          # ;
            """)
    void recognises_the_separator_by_all_rows(String text, String separator) throws Exception {
        TableFile file = TableFile.of(text(text)).chunk(2).read();

        assertThat(file.dialect().separator()).isEqualTo(separator.equals("tab") ? '\t' : separator.charAt(0));
        assertThat(file.note()).endsWith("(recognised)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            a;b,c\\n1;2,3\\n4;5,6                            # can be read as 2 columns separated by ',' or 2 columns separated by ';'
            a;b,c                                            # separator: comma or semicolon
            Report of May\\nid;strike\\n1;2\\n3;4            # one column in its first row and up to 2 in the rows after it
            Report\\n\\nid;strike\\n1;2\\n3;4;5\\nend     # one column in its first row and up to 3 in the rows after it
            Report, May\\nid;x\\n1;2\\n3;4\\n5;6\\n7;8      # another number in most rows after it
            x\\n1,5\\n2,5                                    # remove what is above the table
            """)
    void decides_for_none_of_two_readings(String text, String words) {
        assertThatThrownBy(() -> TableFile.of(text(text)).chunk(2).read())
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageContaining(words);
        assertThatThrownBy(() -> TableFile.of(text(text)).read()).hasMessageContaining(words);
    }

    @Test
    void what_the_workload_says_is_not_recognised_again() throws Exception {
        TableFile file = TableFile.of("a;b,c\n1;2,3\n")
                .as(TableFormat.RECOGNISED.withSeparator(';'))
                .read();

        assertThat(file.parameters()).containsExactly(Map.of("A", "1", "B_C", "2,3"));
        assertThat(file.note())
                .isEqualTo("t.csv was read as UTF-8; separated by ';'; 2 columns: A, B_C; 'b,c' is PARAM_B_C");
    }

    @Test
    void any_character_may_separate_if_the_workload_says_so() throws Exception {
        for (char separator : new char[] {':', '^', '\u001f', ' ', '~'}) {
            TableFile file = TableFile.of("a~b\n1~\"x~y\"\n".replace('~', separator))
                    .as(TableFormat.RECOGNISED.withSeparator(separator))
                    .read();

            assertThat(file.parameters()).containsExactly(Map.of("A", "1", "B", "x" + separator + "y"));
        }
    }

    @Test
    void one_column_needs_no_separator() throws Exception {
        TableFile file = TableFile.of("sequence\nACGT\n\"a,b\"\n").read();

        assertThat(file.parameters()).containsExactly(Map.of("SEQUENCE", "ACGT"), Map.of("SEQUENCE", "a,b"));
        assertThat(file.note())
                .isEqualTo("t.csv was read as UTF-8; one column, nothing separated; one column: SEQUENCE");
    }

    @Test
    void a_first_row_that_is_too_long_to_judge_by_needs_a_separator() {
        String header = "a;".repeat(100_000) + "b\n";

        assertThatThrownBy(() -> TableFile.of(header + "1;2\n").chunk(2).read())
                .hasMessageContaining("say row.separator");
    }

    @Test
    void a_file_named_for_tabs_is_separated_by_tabs_where_other_characters_would_fit_too() throws Exception {
        TableFile file = TableFile.of("a\tb,c\n1\t2,3\n").named("t.TSV").read();

        assertThat(file.parameters()).containsExactly(Map.of("A", "1", "B_C", "2,3"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            sep=;\\n     # ;
            SEP=,\\r\\n  # ,
            "sep=|"\\n   # |
            sep=;;;\\n   # ;
            sep=\\t\\r   # tab
            """)
    void a_line_for_spreadsheets_is_no_header(String first, String separator) throws Exception {
        char c = separator.equals("tab") ? '\t' : separator.charAt(0);
        String table = "id~note\n1~a.b\n".replace('~', c);

        TableFile file = TableFile.of(text(first) + table).read();

        assertThat(file.parameters()).containsExactly(Map.of("ID", "1", "NOTE", "a.b"));
        assertThat(new String(file.input(0), StandardCharsets.UTF_8)).isEqualTo(text(first) + table);
        assertThat(file.note()).contains("(its first line says so)");
    }

    @Test
    void a_line_for_spreadsheets_that_the_workload_contradicts_is_refused() {
        assertThatThrownBy(() -> TableFile.of("sep=;\na;b\n1;2\n")
                        .as(TableFormat.RECOGNISED.withSeparator(','))
                        .read())
                .hasMessageStartingWith(
                        "line 1: sep=; says that ';' separates the columns, but row.separator says ','");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
    void a_byte_order_mark_says_the_encoding(String charset) throws Exception {
        TableFile file = TableFile.of("\uFEFFid;name\r\n1;J\u00f6rg\r\n", Charset.forName(charset))
                .read();

        assertThat(file.parameters()).containsExactly(Map.of("ID", "1", "NAME", "J\u00f6rg"));
        assertThat(file.note()).startsWith("t.csv was read as " + charset + "; separated by ';'");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF_16,UTF-16LE",
        "UTF_16,UTF-16BE",
        "UTF_16LE,UTF-16LE",
        "UTF_16BE,UTF-16BE",
        "ISO_8859_1,ISO-8859-1",
        "WINDOWS_1252,windows-1252"
    })
    void the_workload_says_an_encoding_that_is_not_marked(TableEncoding encoding, String charset) throws Exception {
        TableFile file = TableFile.of("id,name\n1,J\u00f6rg\n", Charset.forName(charset))
                .as(TableFormat.RECOGNISED.withEncoding(encoding))
                .read();

        assertThat(file.parameters()).containsExactly(Map.of("ID", "1", "NAME", "J\u00f6rg"));
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE,utf-16le", "UTF-16BE,utf-16be"})
    void utf_16_that_is_neither_marked_nor_said_is_refused_by_name(String charset, String key) {
        assertThatThrownBy(() -> TableFile.of("id,name\n1,x\n", Charset.forName(charset))
                        .chunk(10)
                        .read())
                .hasMessageContaining("if it is UTF-16, say so with row: { file: …, encoding: " + key + " }");
    }

    @Test
    void a_mark_that_the_workload_contradicts_is_refused() {
        assertThatThrownBy(() -> TableFile.of("\uFEFFid\n1\n")
                        .as(TableFormat.RECOGNISED.withEncoding(TableEncoding.WINDOWS_1252))
                        .read())
                .hasMessageStartingWith("is UTF-8 by its byte order mark, but row.encoding says windows-1252");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            504b030414000000000000000000786c2f776f726b626f6f6b2e786d6c # is an Excel workbook (.xlsx)
            504b03041400000000000000000074657874                       # is a zip archive
            504b0506000000000000                                       # is a zip archive
            28b52ffd0400                                               # is compressed with Zstandard
            425a683931415926535900                                     # is compressed with bzip2
            fd377a585a000004                                           # is compressed with xz
            d0cf11e0a1b11ae10000                                       # is an Excel workbook (.xls)
            5041523115041510                                           # is a Parquet file
            25504446 2d312e37                                          # is a PDF
            fffe00006900000064000000                                   # is UTF-32
            3c21444f43545950452068746d6c3e                             # is a web page
            """)
    void what_is_no_text_is_refused_by_name(String hex, String words) {
        byte[] content = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThatThrownBy(() -> TableFile.of(content).chunk(5).read()).hasMessageContaining(words);
    }

    @Test
    void gzip_is_refused_by_name_whatever_the_file_is_called() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write("id\n1\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThatThrownBy(() -> TableFile.of(out.toByteArray()).read())
                .hasMessage("is compressed with gzip: decompress it");
        assertThatThrownBy(
                        () -> TableFile.of(out.toByteArray()).named("t.jsonl").read())
                .hasMessage("is compressed with gzip: decompress it");
    }

    @Test
    void without_a_header_the_first_row_says_how_many_columns_there_are() throws Exception {
        TableFile file = TableFile.of("1;a\n2;b\n")
                .as(TableFormat.RECOGNISED.withoutHeader())
                .read();

        assertThat(file.headerBytes()).isZero();
        assertThat(file.parameters())
                .containsExactly(Map.of("COLUMN_1", "1", "COLUMN_2", "a"), Map.of("COLUMN_1", "2", "COLUMN_2", "b"));
    }

    @Test
    void named_columns_tell_the_separator_of_a_table_without_a_header() throws Exception {
        List<TableColumn> columns = List.of(TableColumn.at("ID", 1), TableColumn.at("PRICE", 2));

        TableFile file = TableFile.of("1;2,5\n2;3,5\n")
                .as(TableFormat.RECOGNISED.withoutHeader().withColumns(columns).withSeparator(';'))
                .read();

        assertThat(file.parameters())
                .containsExactly(Map.of("ID", "1", "PRICE", "2,5"), Map.of("ID", "2", "PRICE", "3,5"));
    }

    private static String text(String escaped) {
        return escaped.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
    }
}
