package io.dropbatch.fieldcases;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables as programs and people make them: every task gets the values and the rows that their sender meant. */
@ExtendWith(SystemExtension.class)
class TablesTest {

    private static final Map<String, CompletedDrop> DROPS = new LinkedHashMap<>();

    @BeforeAll
    static void drop_everything_at_once(RunningSystem system) throws IOException {
        publish(system, "tables", "t.csv", "");
        publish(system, "tables-chunked", "t.csv", ", chunk: 2");
        publish(
                system,
                "tables-said",
                "{ file: export.txt, separator: semicolon, encoding: windows-1252, header: false, columns: [id, Größe] }",
                "");
        publish(system, "tables-chosen", "{ file: t.tsv, columns: { STRIKE: Strike (USD), KEY: 1 } }", "");
        publish(system, "tables-lines", "rows.jsonl", "");
        system.publish("tables-ready", workload("tables-ready", "t.csv", ""));
        dropTables(system);
        dropRefused(system);
    }

    private static void dropTables(RunningSystem system) throws IOException {
        table(system, "semicolons", utf8("id;strike;note\r\n1;3,5;\"two\r\nlines; \"\"x\"\"\"\r\n2;4,25;Größe\r\n"));
        table(system, "tabs", utf8("id\tnote\n1\ta, b; c\n"));
        table(system, "sep-line", utf8("sep=|\r\nid|note\r\n1|a;b,c\r\n"));
        table(system, "powershell", "\uFEFF\"id\";\"name\"\r\n\"1\";\"Jörg\"\r\n\"2\";\"中\"\r\n".getBytes(UTF_16LE));
        table(system, "big-endian", "\uFEFFid,name\n1,Zoë\n".getBytes(UTF_16BE));
        table(system, "old-mac", utf8("id,note\r1,a\r\r2,\"b\rc\""));
        table(system, "pandas", utf8("\uFEFF,strike,Strike,vol (%)\n0,100,1,20\n"));
        table(system, "trailing", utf8("id;note;\n1;a;\n;;\n2;b;\n"));
        table(system, "long", utf8("id,note\n1," + "x".repeat(20_000) + "\n"));
        DROPS.put(
                "chunked",
                system.drop("tables-chunked")
                        .withUnlisted("t.csv", utf8("id;note\n1;\"a\n\"\"b\"\n2;\"c;\nd\"\n\n3;e\n"))
                        .marker());
        DROPS.put(
                "said",
                system.drop("tables-said")
                        .withUnlisted("export.txt", "1;Größe 5€\n2;b".getBytes(Charset.forName("windows-1252")))
                        .marker());
        DROPS.put(
                "chosen",
                system.drop("tables-chosen")
                        .withUnlisted("t.tsv", utf8("\tStrike (USD)\tnote\n7\t100\ta;b,c\n"))
                        .marker());
        DROPS.put(
                "lines",
                system.drop("tables-lines")
                        .withUnlisted(
                                "rows.jsonl",
                                utf8("{\"seed\":1.50,\"my name\":\"a b\"}\n\n{\"seed\":2,\"list\":[1]}\n"))
                        .marker());
    }

    private static void dropRefused(RunningSystem system) throws IOException {
        byte[] gzip = gzip("id,note\n1,a\n");
        table(system, "short row", utf8("id,note\n1,a\n2\n"));
        table(system, "long row", utf8("id,note\n1,a\n2,b,c\n"));
        table(system, "latin-1", "id,note\n1,a\n2,Größe\n".getBytes(Charset.forName("ISO-8859-1")));
        table(system, "two readings", utf8("a;b,c\n1;2,3\n"));
        table(system, "title line", utf8("Report of May\nid;note\n1;a\n2;b\n"));
        table(system, "gzip", gzip);
        table(system, "too large", utf8("id,note\n1," + "x".repeat(40_000) + "\n"));
        table(system, "utf-16 unmarked", "id,note\n1,a\n".getBytes(UTF_16LE));
        DROPS.put(
                "encoded",
                system.drop("tables-ready").withEncoded("t.csv", gzip, "gzip").marker());
        DROPS.put(
                "claims gzip",
                system.drop("tables-ready")
                        .withEncoded("t.csv", utf8("id,note\n1,a\n"), "gzip")
                        .marker());
        DROPS.put(
                "invalid line",
                system.drop("tables-lines")
                        .withUnlisted("rows.jsonl", utf8("{\"a\":1}\n{'a':2}\n"))
                        .marker());
    }

    private static void table(RunningSystem system, String name, byte[] content) {
        DROPS.put(name, system.drop("tables").withUnlisted("t.csv", content).marker());
    }

    private static void publish(RunningSystem system, String name, String row, String more) {
        system.publish(name, workload(name, row, more));
    }

    /** Each task writes its PARAM_ variables, one a line, and its input as it is. */
    private static String workload(String name, String row, String more) {
        return """
                apiVersion: dropbatch/v1
                name: %s
                start: { on: marker }
                tasks:
                  forEach: { row: %s%s }
                  command: |
                    cp "$INPUT" input
                    awk 'BEGIN {
                      for (name in ENVIRON) if (name ~ /^PARAM_/) {
                        value = ENVIRON[name]
                        gsub(/\\n/, "<LF>", value); gsub(/\\r/, "<CR>", value)
                        print substr(name, 7) "=" value
                      }
                    }' | LC_ALL=C sort > values
                  outputs: [input, values]
                  timeout: 1m
                pool: { nodes: { min: 0, max: 1 }, slotsPerNode: 2 }
                """.formatted(name, row, more);
    }

    @Test
    void semicolons_decimal_commas_and_quoted_line_breaks() {
        assertThat(values("semicolons"))
                .containsExactly("ID=1\nNOTE=two<CR><LF>lines; \"x\"\nSTRIKE=3,5\n", "ID=2\nNOTE=Größe\nSTRIKE=4,25\n");
        assertThat(inputs("semicolons", UTF_8))
                .containsExactly(
                        "id;strike;note\r\n1;3,5;\"two\r\nlines; \"\"x\"\"\"\r\n",
                        "id;strike;note\r\n2;4,25;Größe\r\n");
    }

    @Test
    void the_status_says_how_the_table_was_read() {
        CompletedDrop drop = DROPS.get("semicolons");
        String note = "t.csv was read as UTF-8; separated by ';' (recognised); 3 columns: ID, STRIKE, NOTE";

        assertThat(ResultPackage.of(drop).manifest().notes()).containsExactly(note);
        assertThat(drop.status(DropStatus.State.READY).notes()).containsExactly(note);
    }

    @Test
    void tabs_where_values_have_commas_and_semicolons() {
        assertThat(values("tabs")).containsExactly("ID=1\nNOTE=a, b; c\n");
    }

    @Test
    void the_line_that_tells_a_spreadsheet_the_separator() {
        assertThat(values("sep-line")).containsExactly("ID=1\nNOTE=a;b,c\n");
        assertThat(inputs("sep-line", UTF_8)).containsExactly("sep=|\r\nid|note\r\n1|a;b,c\r\n");
    }

    @Test
    void utf_16_of_either_order() {
        assertThat(values("powershell")).containsExactly("ID=1\nNAME=Jörg\n", "ID=2\nNAME=中\n");
        assertThat(inputs("powershell", UTF_16LE))
                .containsExactly(
                        "\uFEFF\"id\";\"name\"\r\n\"1\";\"Jörg\"\r\n", "\uFEFF\"id\";\"name\"\r\n\"2\";\"中\"\r\n");
        assertThat(values("big-endian")).containsExactly("ID=1\nNAME=Zoë\n");
        assertThat(inputs("big-endian", UTF_16BE)).containsExactly("\uFEFFid,name\n1,Zoë\n");
    }

    @Test
    void carriage_returns_alone() {
        assertThat(values("old-mac")).containsExactly("ID=1\nNOTE=a\n", "ID=2\nNOTE=b<CR>c\n");
        assertThat(inputs("old-mac", UTF_8)).containsExactly("id,note\r1,a\r", "id,note\r2,\"b\rc\"");
    }

    @Test
    void columns_without_a_title_of_the_same_title_and_with_odd_characters() {
        assertThat(values("pandas")).containsExactly("COLUMN_1=0\nSTRIKE=100\nSTRIKE_2=1\nVOL____=20\n");
    }

    @Test
    void separators_at_the_end_of_rows_and_rows_of_nothing_else() {
        assertThat(values("trailing")).containsExactly("ID=1\nNOTE=a\n", "ID=2\nNOTE=b\n");
    }

    @Test
    void values_of_many_thousand_characters() {
        assertThat(values("long")).containsExactly("ID=1\nNOTE=" + "x".repeat(20_000) + "\n");
    }

    @Test
    void tasks_of_several_rows_are_cut_between_rows() {
        assertThat(inputs("chunked", UTF_8))
                .containsExactly("id;note\n1;\"a\n\"\"b\"\n2;\"c;\nd\"\n", "id;note\n3;e\n");
        assertThat(values("chunked")).containsExactly("", "");
    }

    @Test
    void what_the_workload_says_of_the_table() {
        assertThat(values("said")).containsExactly("GROSSE=Größe 5€\nID=1\n", "GROSSE=b\nID=2\n");
        assertThat(inputs("said", Charset.forName("windows-1252"))).containsExactly("1;Größe 5€\n", "2;b");
        assertThat(values("chosen")).containsExactly("KEY=7\nSTRIKE=100\n");
    }

    @Test
    void simple_fields_of_json_lines() {
        assertThat(values("lines")).containsExactly("MY_NAME=a b\nSEED=1.50\n", "SEED=2\n");
    }

    @Test
    void a_content_encoding_that_only_claims_to_be_gzip() {
        assertThat(values("claims gzip")).containsExactly("ID=1\nNOTE=a\n");
    }

    @Test
    void what_cannot_be_read_is_refused_by_name_and_line() {
        assertThat(refusal("short row")).contains("'t.csv'", "line 3: has one field where the header names 2 columns");
        assertThat(refusal("long row")).contains("line 3: has 3 fields where the header names 2 columns");
        assertThat(refusal("latin-1")).contains("line 3: byte 0xF6 is not valid UTF-8", "encoding: windows-1252");
        assertThat(refusal("two readings")).contains("separator: comma or semicolon");
        assertThat(refusal("title line")).contains("remove what is above the table");
        assertThat(refusal("too large")).contains("line 2: the PARAM_ variables of this row would have 40,0");
        assertThat(refusal("utf-16 unmarked")).contains("encoding: utf-16le");
        assertThat(refusal("invalid line")).contains("'rows.jsonl'", "line 2: is not one JSON value");
    }

    @Test
    void what_is_compressed_is_refused_by_name_at_once() {
        assertThat(refusal("gzip")).contains("'t.csv'", "is compressed with gzip: decompress it");
        assertThat(refusal("encoded")).contains("is compressed with gzip: decompress it");
    }

    private static String refusal(String drop) {
        Failure failure = DROPS.get(drop).rejected().failure();
        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_MANIFEST);
        return failure.message();
    }

    private static List<String> values(String drop) {
        return texts(drop, "values", UTF_8);
    }

    private static List<String> inputs(String drop, Charset charset) {
        return texts(drop, "input", charset);
    }

    private static List<String> texts(String drop, String output, Charset charset) {
        List<String> texts = new ArrayList<>();
        ResultPackage.of(DROPS.get(drop)).contents().forEach((path, content) -> {
            if (path.endsWith("/" + output)) {
                texts.add(new String(content, charset));
            }
        });
        return texts;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(utf8(text));
        }
        return out.toByteArray();
    }
}
