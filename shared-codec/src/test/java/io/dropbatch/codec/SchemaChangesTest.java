package io.dropbatch.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaChangesTest {

    private static final String PUBLISHED = """
        {
          "required": ["job", "cause"],
          "properties": {
            "job": { "$ref": "#/$defs/job" },
            "bytes": { "type": "integer", "minimum": 0 },
            "cause": { "type": "object", "required": ["code"], "properties": { "code": { "enum": ["lost", "late"] } } },
            "names": { "type": "array", "items": { "type": "string" } }
          },
          "$defs": { "job": { "type": "string", "pattern": "^[a-z]+$" } }
        }
        """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"bytes\": { \"type\": \"integer\", \"minimum\": 0 },` | `` | data.bytes is gone",
                "`\"type\": \"integer\"` | `\"type\": \"string\"` | `data.bytes was \"integer\" and is \"string\"`",
                "`\"type\": \"integer\"` | `\"type\": [\"integer\", \"null\"]` | `data.bytes was \"integer\" and is [\"integer\",\"null\"]`",
                "`\"minimum\": 0` | `\"minimum\": -1` | `data.bytes: minimum was 0 and is -1`",
                "`^[a-z]+$` | `^[A-Z]+$` | `data.job: pattern was \"^[a-z]+$\" and is \"^[A-Z]+$\"`",
                "`\"required\": [\"code\"]` | `\"required\": []` | data.cause.code may now be absent",
                "`\"items\": { \"type\": \"string\" }` | `\"items\": { \"type\": \"number\" }` | `data.names[] was \"string\" and is \"number\"`",
            })
    void what_a_reader_may_have_built_on_is_missed(String published, String changed, String said) throws Exception {
        assertThat(PUBLISHED).contains(published);

        assertThat(SchemaChanges.breaking(read(PUBLISHED), read(PUBLISHED.replace(published, changed))))
                .containsExactly(said);
    }

    @Test
    void growth_takes_nothing_away() throws Exception {
        String grown = PUBLISHED
                .replace(
                        "\"properties\": {\n    \"job\"",
                        "\"properties\": { \"more\": { \"type\": \"string\" },\n \"job\"")
                .replace("\"late\"", "\"late\", \"other\"")
                .replace("[\"job\", \"cause\"]", "[\"job\", \"cause\", \"names\"]");
        assertThat(grown).contains("more", "other", "\"cause\", \"names\"");

        assertThat(SchemaChanges.breaking(read(PUBLISHED), read(grown))).isEmpty();
    }

    private static JsonNode read(String schema) throws JsonProcessingException {
        return ModelJson.mapper().readTree(schema);
    }
}
