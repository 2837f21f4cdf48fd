package io.dropbatch.localazure.batch.protocol.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.localazure.batch.document.BatchError;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters are read, applied, and refused with a position. */
class ListFilterTest {

    private record Thing(String id, String state, Instant at, Integer code) {}

    private static final Map<String, Function<Thing, Object>> PROPERTIES =
            Map.of("id", Thing::id, "state", Thing::state, "at", Thing::at, "info/code", Thing::code);

    private static final Thing THING = new Thing("1-007", "COMPLETED", Instant.parse("2026-11-22T10:00:00.5Z"), 3);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    state eq 'completed'                                              | true
                    state ne 'completed'                                              | false
                    state eq 'completed' and at gt DateTime'2026-11-22T10:00:00Z'     | true
                    at ge DateTime'2026-11-22T10:00:00.5Z'                            | true
                    at gt DateTime'2026-11-22T10:00:00.5000000Z'                      | false
                    at lt datetime'2026-11-22T12:00:00.0+01:00'                       | true
                    startswith(id,'1-')                                               | true
                    startswith( id , '2-' )                                           | false
                    info/code ge 3 and info/code le 3.0 and info/code lt 4            | true
                    state eq 'active' or (id eq '1-007' and not (info/code eq 4))     | true
                    state eq 'active' or state eq 'completed' and id eq 'x'           | false
                    id eq 'it''s'                                                     | false
                    """)
    void a_filter_lets_through_what_it_says(String filter, boolean expected) {
        assertThat(FilterParser.parse(filter).on(PROPERTIES).test(THING)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state",
                "state eq",
                "state is 'x'",
                "state eq 'x",
                "state eq 'x' and",
                "(state eq 'x'",
                "state eq 'x')",
                "unknown eq 'x'",
                "startswith(id 'x')",
                "at gt DateTime'yesterday'",
                "id eq 5",
                "info/code eq 1.2.3",
                "'x' eq id"
            })
    void a_filter_that_azure_would_refuse_is_refused(String filter) {
        assertThatThrownBy(() -> FilterParser.parse(filter).on(PROPERTIES).test(THING))
                .isInstanceOf(BatchError.class);
    }

    @Test
    void says_where_it_could_not_go_on() {
        assertThatThrownBy(() -> FilterParser.parse("state eq 'x' und id eq 'y'"))
                .isInstanceOfSatisfying(
                        BatchError.class,
                        error -> assertThat(error.values().get("Reason")).contains("position 13"));
    }

    @Test
    void knows_what_a_list_can_begin_with() {
        ListFilter filter = FilterParser.parse(
                "startswith(id,'1-') and state eq 'completed' and at gt DateTime'2026-01-01T00:00:00Z'");

        assertThat(filter.required("state")).isEqualTo("completed");
        assertThat(filter.requiredPrefix("id")).isEqualTo("1-");
        assertThat(filter.since("at")).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(FilterParser.parse("state eq 'a' or id eq 'b'").required("state"))
                .isNull();
    }

    @Test
    void survives_any_text() {
        Random random = new Random(1);
        String[] words = {
            "state",
            " ",
            "eq",
            "'",
            "(",
            ")",
            "and",
            "or",
            "not",
            ",",
            "DateTime",
            "1",
            "-",
            ".",
            "startswith",
            "é",
            "/"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append(words[random.nextInt(words.length)]);
            }
            try {
                FilterParser.parse(text.toString());
            } catch (BatchError expected) {
                assertThat(expected.values()).containsKey("Reason");
            }
        }
    }
}
