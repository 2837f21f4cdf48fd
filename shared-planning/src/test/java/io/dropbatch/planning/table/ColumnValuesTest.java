package io.dropbatch.planning.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.workload.TableColumn;
import io.dropbatch.model.workload.TableFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnValuesTest {

    @Test
    void the_columns_of_a_single_row_are_parameters() throws Exception {
        TableFile file = TableFile.of("id,strike price\n1,\"a, \"\"b\"\"\"\n2,$(touch x)\n")
                .read();

        assertThat(file.parameters())
                .containsExactly(
                        Map.of("ID", "1", "STRIKE_PRICE", "a, \"b\""), Map.of("ID", "2", "STRIKE_PRICE", "$(touch x)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            ,strike,vol            # COLUMN_1 STRIKE VOL     # column 1 is PARAM_COLUMN_1
            a,A,a                  # A A_2 A_3               # 'A' is PARAM_A_2, 'a' is PARAM_A_3
            a,a,a_2                # A A_3 A_2               # 'a' is PARAM_A_3
            1st,2024               # 1ST 2024                #
            Größe,Straße           # GROSSE STRASSE          # 'Größe' is PARAM_GROSSE
            Preis (€),vol%         # PREIS____ VOL_          # 'Preis (€)' is PARAM_PREIS____
            价格,цена,x            # COLUMN_1 COLUMN_2 X     # '价格' is PARAM_COLUMN_1
            ,COLUMN_1              # COLUMN_1 COLUMN_1_2     # 'COLUMN_1' is PARAM_COLUMN_1_2
            _id,-                  # _ID COLUMN_2            # '-' is PARAM_COLUMN_2
            " a "," b"             # A B                     #
            """)
    void every_column_gets_a_name(String header, String names, String note) throws Exception {
        int columns = names.split(" ").length;
        String row =
                IntStream.rangeClosed(1, columns).mapToObj(Integer::toString).collect(Collectors.joining(","));

        TableFile file = TableFile.of(header + "\n" + row + "\n")
                .as(TableFormat.RECOGNISED.withSeparator(','))
                .read();

        assertThat(file.parameters().getFirst()).containsOnlyKeys(names.split(" "));
        for (int i = 0; i < columns; i++) {
            assertThat(file.parameters().getFirst()).containsEntry(names.split(" ")[i], Integer.toString(i + 1));
        }
        if (note == null) {
            assertThat(file.note()).doesNotContain("PARAM_");
        } else {
            assertThat(file.note()).contains(note);
        }
    }

    @Test
    void the_same_title_has_the_same_name_in_both_normal_forms() throws Exception {
        assertThat(TableFile.of("Gr\u00f6\u00dfe,x\n1,2\n").read().parameters())
                .isEqualTo(TableFile.of("Gro\u0308\u00dfe,x\n1,2\n").read().parameters());
    }

    @Test
    void hundreds_of_columns_are_hundreds_of_parameters() throws Exception {
        String header = IntStream.range(0, 500).mapToObj(i -> "c" + i).collect(Collectors.joining(";"));
        String row = IntStream.range(0, 500).mapToObj(Integer::toString).collect(Collectors.joining(";"));

        TableFile file = TableFile.of(header + "\n" + row + "\n").read();

        assertThat(file.parameters().getFirst()).hasSize(500).containsEntry("C499", "499");
        assertThat(file.note()).contains("500 columns: C0, C1").contains("and 490 more");
    }

    @Test
    void a_value_may_be_as_long_as_an_environment_allows() throws Exception {
        String note = "x".repeat(30_000);

        assertThat(TableFile.of("id,note\n1," + note + "\n").read().parameters())
                .containsExactly(Map.of("ID", "1", "NOTE", note));
        assertThatThrownBy(() -> TableFile.of("id,note\n1,a\n2," + note + "12345678\n3," + note + note + "\n")
                        .read())
                .hasMessageStartingWith("line 4: the PARAM_ variables of this row would have 60,0")
                .hasMessageContaining("row.columns");
        assertThatThrownBy(() -> TableFile.of("id,note\n1," + "x".repeat(2_000_000) + "\n")
                        .read())
                .hasMessageStartingWith("line 2: the row has more than 1,048,576 characters");
    }

    @Test
    void a_long_column_that_is_not_chosen_does_no_harm() throws Exception {
        TableFile file = TableFile.of("id,note\n1," + "x".repeat(500_000) + "\n")
                .as(TableFormat.RECOGNISED.withColumns(List.of(TableColumn.titled("KEY", "id"))))
                .read();

        assertThat(file.parameters()).containsExactly(Map.of("KEY", "1"));
        assertThat(file.note()).contains("2 columns, of which KEY").contains("'id' is PARAM_KEY");
    }

    @Test
    void a_row_of_any_length_is_a_task_when_no_columns_are_wanted() throws Exception {
        TableFile file = TableFile.of("id,note\n1," + "x".repeat(3_000_000) + "\n2\n")
                .as(TableFormat.RECOGNISED.withSeparator(',').withColumns(List.of()))
                .read();

        assertThat(file.parameters()).containsExactly(Map.of(), Map.of());
        assertThat(file.input(1)).asString().isEqualTo("id,note\n2\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            id,x\\n1,a\\n2\\n            # line 3: has one field where the header names 2 columns
            id,x\\n1,a\\n\\n\\n2,b,c\\n  # line 5: has 3 fields where the header names 2 columns
            id,x\\n1,"a\\nb"\\n2\\n      # line 4: has one field
            id,x\\n1\\n                  # line 2: has one field
            id;x\\n1;a;b\\n              # (separated by ';')
            h\\n1\\na,b\\nc\\n           # line 3: has 2 fields where the header names one column
            id,x,\\n1,2,\\n3,4,5\\n      # line 3: has 3 fields where the header names 2 columns
            """)
    void a_row_that_does_not_fit_is_refused_by_line(String text, String words) {
        assertThatThrownBy(() -> TableFile.of(text.replace("\\n", "\n")).read())
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageContaining(words);
    }

    @Test
    void empty_fields_behind_the_last_column_are_no_fields() throws Exception {
        TableFile file = TableFile.of("id;x\n1;a;\n2;b;;\n3;c\n").read();

        assertThat(file.parameters())
                .containsExactly(Map.of("ID", "1", "X", "a"), Map.of("ID", "2", "X", "b"), Map.of("ID", "3", "X", "c"));
    }

    @Test
    void a_separator_at_the_end_of_every_row_makes_no_column() throws Exception {
        assertThat(TableFile.of("id;x;\r\n1;a;\r\n").read().parameters()).containsExactly(Map.of("ID", "1", "X", "a"));
        assertThat(TableFile.of("\"id\",\"x\",\"\"\n\"1\",\"a\",\"\"\n").read().parameters())
                .containsExactly(Map.of("ID", "1", "X", "a"));
    }

    @Test
    void ragged_rows_are_the_programs_affair_when_a_task_has_several() throws Exception {
        assertThat(TableFile.of("id,x\n1\n2,b,c\n3,d\n").chunk(2).read().texts())
                .containsExactly("1\n2,b,c\n", "3,d\n");
    }

    @Test
    void a_nul_character_is_refused_by_line() {
        String filler = "1,abcdefgh\n".repeat(20_000);

        assertThatThrownBy(() -> TableFile.of("id,x\n" + filler + "2,a\0b\n")
                        .most(100_000)
                        .read())
                .hasMessageStartingWith("line 20002: the value of PARAM_X has a NUL character");
    }

    @Test
    void columns_are_chosen_by_title_or_position() throws Exception {
        TableFormat format = TableFormat.RECOGNISED.withColumns(List.of(
                TableColumn.titled("STRIKE", "Strike (USD)"),
                TableColumn.titled("V", "VOL "),
                TableColumn.at("KEY", 1)));

        TableFile file =
                TableFile.of(",Strike (USD),vol,note\n7,100,0.2,x\n").as(format).read();

        assertThat(file.parameters()).containsExactly(Map.of("STRIKE", "100", "V", "0.2", "KEY", "7"));
    }

    @Test
    void a_column_that_is_not_there_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> TableFile.of("id,vol\n1,2\n")
                        .as(TableFormat.RECOGNISED.withColumns(List.of(TableColumn.titled("X", "strike"))))
                        .read())
                .hasMessage("line 1: no column has the title 'strike' of row.columns; there are 'id', 'vol'");
        assertThatThrownBy(() -> TableFile.of("id,vol,id\n1,2,3\n")
                        .as(TableFormat.RECOGNISED.withColumns(List.of(TableColumn.titled("X", "id"))))
                        .read())
                .hasMessageContaining("columns 1 and 3: choose one by its position");
        assertThatThrownBy(() -> TableFile.of("id,vol\n1,2\n")
                        .as(TableFormat.RECOGNISED.withColumns(List.of(TableColumn.at("X", 2024))))
                        .read())
                .hasMessageContaining("asks for column 2024, and there are 2");
    }

    @Test
    void fields_of_json_lines_are_parameters_too() throws Exception {
        TableFile file = TableFile.of(
                        "{\"id\":1.50,\"my name\":\"a\",\"ok\":true,\"none\":null,\"list\":[1],\"o\":{\"p\":1}}\n")
                .named("t.jsonl")
                .read();

        assertThat(file.parameters()).containsExactly(Map.of("ID", "1.50", "MY_NAME", "a", "OK", "true"));
        assertThat(file.note()).isEqualTo("t.jsonl was read as UTF-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            {"a":1}\\n{"a":                 # line 2: is not one JSON value
            {"a":1}\\n\\n{'a':2}\\n         # line 3: is not one JSON value
            {"a":1} {"a":2}\\n              # line 1: is not one JSON value: another value follows
            {"a":1,"a":2}\\n                # line 1: is not one JSON value: Duplicate
            {"a b":1,"a-b":2}\\n            # 'a b' and 'a-b' would both be PARAM_A_B
            """)
    void a_line_that_is_no_json_is_refused_by_line(String text, String words) {
        assertThatThrownBy(() ->
                        TableFile.of(text.replace("\\n", "\n")).named("t.jsonl").read())
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageContaining(words);
    }

    @Test
    void lines_are_json_also_when_a_task_has_several() throws Exception {
        assertThatThrownBy(() -> TableFile.of("{\"a\":1}\n[1,2]\n{\"a\"}\n")
                        .named("t.ndjson")
                        .chunk(100)
                        .read())
                .hasMessageStartingWith("line 3: is not one JSON value");
        assertThat(TableFile.of("{\"a\":NaN}\n[1,2]\n7\n")
                        .named("t.ndjson")
                        .chunk(2)
                        .read()
                        .parameters())
                .containsExactly(Map.of(), Map.of());
    }

    @Test
    void a_field_that_the_workload_names_has_to_be_in_every_line() {
        TableFormat format = TableFormat.RECOGNISED.withColumns(List.of(TableColumn.titled("SEED", "seed")));

        assertThatThrownBy(() -> TableFile.of("{\"seed\":1}\n{\"sed\":2}\n")
                        .named("t.jsonl")
                        .as(format)
                        .read())
                .hasMessageStartingWith("line 2: the field 'seed' of row.columns is missing");
    }
}
