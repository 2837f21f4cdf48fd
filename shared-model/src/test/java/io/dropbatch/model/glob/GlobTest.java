package io.dropbatch.model.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @TestFactory
    Stream<DynamicTest> agrees_with_the_table_of_cases() throws IOException {
        return table("cases")
                .map(row -> DynamicTest.dynamicTest(
                        row[0] + (row[2].equals("true") ? " matches " : " does not match ") + row[1],
                        () -> assertThat(new Glob(row[0]).matches(row[1])).isEqualTo(Boolean.parseBoolean(row[2]))));
    }

    @TestFactory
    Stream<DynamicTest> writes_braces_out() throws IOException {
        return table("braces")
                .map(row -> DynamicTest.dynamicTest(
                        row[0] + " is " + row[1],
                        () -> assertThat(new Glob(row[0]).alternatives())
                                .extracting(Glob::value)
                                .containsExactly(row[1].split(" "))));
    }

    @TestFactory
    Stream<DynamicTest> says_what_to_write_instead_of_what_cannot_be_meant() throws IOException {
        return table("refused")
                .map(row -> DynamicTest.dynamicTest(
                        "'" + row[0] + "': " + row[1],
                        () -> assertThatThrownBy(() -> new Glob(row[0]))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContaining(row[1])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\tb"})
    void refuses_what_is_no_line_of_text(String pattern) {
        assertThatThrownBy(() -> new Glob(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void matches_what_any_alternative_matches() {
        Glob reads = new Glob("**/*_R{1,2}.f{ast,}q.gz");

        assertThat(List.of("s_R1.fq.gz", "lane/s_R2.fastq.gz", "s_R3.fq.gz", "s_R{1,2}.fq.gz", ".x/s_R1.fq.gz"))
                .filteredOn(reads::matches)
                .containsExactly("s_R1.fq.gz", "lane/s_R2.fastq.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b.txt", "$(x)"})
    void knows_a_pattern_that_names_one_path(String pattern) {
        assertThat(new Glob(pattern).isLiteral()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a?", "[a]", "{a,b}"})
    void knows_a_pattern_that_may_name_many(String pattern) {
        assertThat(new Glob(pattern).isLiteral()).isFalse();
    }

    private static Stream<String[]> table(String name) throws IOException {
        try (InputStream table = GlobTest.class.getResourceAsStream("/glob/" + name + ".tsv")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().skip(1).toList().stream().map(line -> line.split("\t", -1));
        }
    }
}
