package io.dropbatch.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.dropbatch.model.event.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds every event type to the schema and the golden example beside it, in both directions. */
class EventContractTest {

    private static final Path ASYNC_API = Path.of("..", "docs", "events.asyncapi.yaml");

    @ParameterizedTest
    @EnumSource
    void reads_the_golden_example_and_writes_it_again(EventType type) throws IOException {
        byte[] golden = resource(type.folder() + "example.json");

        EventEnvelope event = EventCodec.read(golden);
        byte[] written = EventCodec.write(event.data(), event.source(), event.time(), event.causation());

        assertThat(event.data()).isInstanceOf(type.data());
        assertThat(ModelJson.mapper().readTree(written))
                .isEqualTo(ModelJson.mapper().readTree(golden));
    }

    @ParameterizedTest
    @EnumSource
    void the_golden_example_follows_the_schema(EventType type) throws IOException {
        JsonNode data = ModelJson.mapper()
                .readTree(resource(type.folder() + "example.json"))
                .get("data");

        assertThat(schema(type).validate(data)).isEmpty();
        assertThat(schema(type).getSchemaNode().get("$id").asText()).isEqualTo(type.schema());
    }

    @ParameterizedTest
    @EnumSource
    void the_schema_refuses_data_that_lacks_a_required_field(EventType type) throws IOException {
        JsonNode data = ModelJson.mapper()
                .readTree(resource(type.folder() + "example.json"))
                .get("data");

        JsonNode fields = schema(type).getSchemaNode().get("required");

        assertThat(fields).isNotEmpty();
        for (JsonNode required : fields) {
            ObjectNode without = data.deepCopy();
            without.remove(required.asText());
            assertThat(schema(type).validate(without)).as(required.asText()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readers_and_schemas_allow_fields_of_the_future(EventType type) throws IOException {
        ObjectNode event = (ObjectNode) ModelJson.mapper().readTree(resource(type.folder() + "example.json"));
        event.put("futureattribute", "x");
        ObjectNode data = (ObjectNode) event.get("data");
        data.putObject("future").put("field", 1);

        assertThat(EventCodec.read(ModelJson.write(event)).data())
                .isEqualTo(EventCodec.read(resource(type.folder() + "example.json"))
                        .data());
        assertThat(schema(type).validate(data)).isEmpty();
    }

    @Test
    void an_unknown_version_is_told_apart_from_a_broken_event() throws IOException {
        String golden = new String(resource(EventType.OUTPUT_READY.folder() + "example.json"), StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EventCodec.read(bytes(golden.replace("output.ready.v1", "output.ready.v9"))))
                .isInstanceOf(UnknownTypeException.class);
        assertThatThrownBy(() -> EventCodec.read(bytes("{}"))).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> EventCodec.read(bytes("nope"))).isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @EnumSource
    void the_async_api_document_describes_it_on_its_topic(EventType type) throws IOException {
        JsonNode document = new YAMLMapper().readTree(ASYNC_API.toFile());
        String name = type.folder().replaceAll("events/(.*)/v1/", "$1");
        JsonNode channel =
                document.at("/channels/" + type.topic().name().toLowerCase(java.util.Locale.ROOT) + "/messages");

        assertThat(channel.has(name)).isTrue();
        assertThat(document.at("/components/messages/" + name + "/name").asText())
                .isEqualTo(type.value());
        String data = document.at("/components/messages/" + name + "/payload/allOf/1/properties/data/$ref")
                .asText();
        assertThat(ASYNC_API.resolveSibling(data).normalize()).matches(Files::exists);
    }

    private static JsonSchema schema(EventType type) throws IOException {
        String text = new String(resource(type.folder() + "schema.json"), StandardCharsets.UTF_8);
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text, config);
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream stream = EventContractTest.class.getResourceAsStream("/" + path)) {
            assertThat(stream).as(path).isNotNull();
            return stream.readAllBytes();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
