package io.dropbatch.model.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @TestFactory
    Stream<DynamicTest> agrees_with_the_table_of_cases() throws IOException {
        try (InputStream table = GlobTest.class.getResourceAsStream("/glob/cases.tsv")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().skip(1).toList().stream()
                            .map(line -> line.split("\t", -1))
                            .map(row -> DynamicTest.dynamicTest(
                                    row[0] + (row[2].equals("true") ? " matches " : " does not match ") + row[1],
                                    () -> assertThat(new Glob(row[0]).matches(row[1]))
                                            .isEqualTo(Boolean.parseBoolean(row[2]))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/./b", "a\\b", "a\nb", "[z-a]"})
    void refuses_what_is_no_relative_pattern(String pattern) {
        assertThatThrownBy(() -> new Glob(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b.txt", "$(x)"})
    void knows_a_pattern_that_names_one_path(String pattern) {
        assertThat(new Glob(pattern).isLiteral()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a?", "[a]"})
    void knows_a_pattern_that_may_name_many(String pattern) {
        assertThat(new Glob(pattern).isLiteral()).isFalse();
    }
}
