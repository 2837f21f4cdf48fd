package io.dropbatch.localazure.servicebus.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.localazure.servicebus.message.MessageBuilder;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFilterTest {
    private static final MessageContent MESSAGE = new MessageBuilder()
            .messageId("m-1")
            .subject("orders")
            .applicationProperties(Map.of(
                    "color", "blue", "size", 42, "ratio", 0.5, "urgent", true, "my.name", "x", "note", "50% off"))
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "color = 'blue'",
                "COLOR = 'blue'",
                "user.color = 'blue'",
                "[color] = 'blue'",
                "color <> 'red'",
                "color != 'red'",
                "sys.Label = 'orders' AND sys.MessageId='m-1'",
                "size > 41 AND size >= 42 AND size < 43 AND size <= 42",
                "ratio = 0.5",
                "size = 42.0",
                "urgent = TRUE",
                "urgent",
                "NOT (color = 'red' OR size < 10)",
                "color IN ('red', 'blue')",
                "color NOT IN ('red', 'green')",
                "color LIKE 'b%e'",
                "color LIKE '_lue'",
                "color NOT LIKE 'r%'",
                "note LIKE '50!% %' ESCAPE '!'",
                "missing IS NULL",
                "color IS NOT NULL",
                "EXISTS(color) AND NOT EXISTS(missing)",
                "[my.name] = 'x'",
                "my.name = 'x'",
                "color = 'it''s' OR size = 42",
                "missing = 1 OR size = 42",
                "size > -1",
                "1=1",
            })
    void a_filter_that_holds_for_a_message_lets_it_through(String expression) {
        assertThat(SqlFilter.parse(expression).matches(MESSAGE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "color = 'red'",
                "color = 'Blue'",
                "missing = 'x'",
                "NOT (missing = 'x')",
                "missing <> 'x'",
                "missing NOT IN ('x')",
                "missing NOT LIKE 'x'",
                "size IN (1, NULL)",
                "size NOT IN (1, NULL)",
                "color = 5",
                "color > 5 OR missing = 1",
                "missing",
                "1=0",
            })
    void does_not_match_what_is_false_or_unknown(String expression) {
        assertThat(SqlFilter.parse(expression).matches(MESSAGE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    color =            | a value is expected
                    color == 'x'       | is expected
                    color = 'x         | a quote is not closed
                    sys.Colour = 'x'   | no system property
                    (color = 'x'       | ')' is expected
                    color = 'x' size=1 | AND, OR or the end
                    size + 1 = 2       | the end is expected
                    ; DROP TABLE x     | means nothing
                    color NOT = 'x'    | IN or LIKE
                    """)
    void says_where_an_expression_is_wrong(String expression, String fault) {
        assertThatThrownBy(() -> SqlFilter.parse(expression))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageContaining(fault)
                .hasMessageContaining("at character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"((((((((((", "NOT NOT NOT NOT "})
    void refuses_what_is_nested_without_end(String opening) {
        assertThatThrownBy(() -> SqlFilter.parse(opening.repeat(60) + "a=1")).isInstanceOf(SqlSyntaxException.class);
    }
}
