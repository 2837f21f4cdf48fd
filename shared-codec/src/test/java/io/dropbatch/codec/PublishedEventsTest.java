package io.dropbatch.codec;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.model.event.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What subscribers were promised stays: no event type goes and no schema takes anything away from what
 * {@code published-events} holds. With {@code -Devents.publish=true}, at a release, today's schemas are put there, unless
 * they break that promise.
 */
class PublishedEventsTest {

    private static final Path PUBLISHED = Path.of("src", "test", "resources", "published-events");
    private static final String ENDING = ".json";

    @Test
    void no_published_event_has_lost_anything() throws IOException {
        List<String> broken = new ArrayList<>();
        for (String type : published()) {
            JsonNode before = ModelJson.mapper().readTree(Files.readAllBytes(PUBLISHED.resolve(type + ENDING)));
            Stream.of(EventType.values())
                    .filter(known -> known.value().equals(type))
                    .findFirst()
                    .ifPresentOrElse(
                            known -> SchemaChanges.breaking(before, schema(known))
                                    .forEach(change -> broken.add(type + ": " + change)),
                            () -> broken.add(type + " is gone"));
        }

        assertThat(broken)
                .as("changes that break subscribers: make a new version of the event instead")
                .isEmpty();
        if (Boolean.getBoolean("events.publish")) {
            publish();
        }
        assertThat(published()).as("events in %s", PUBLISHED).contains(EventType.OUTPUT_READY.value());
    }

    private static TreeSet<String> published() throws IOException {
        try (Stream<Path> files = Files.list(PUBLISHED)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .collect(toCollection(TreeSet::new));
        }
    }

    private static void publish() throws IOException {
        for (EventType type : EventType.values()) {
            try (InputStream schema = open(type)) {
                Files.write(PUBLISHED.resolve(type.value() + ENDING), schema.readAllBytes());
            }
        }
    }

    private static JsonNode schema(EventType type) {
        try (InputStream schema = open(type)) {
            return ModelJson.mapper().readTree(schema);
        } catch (IOException e) {
            throw new AssertionError(type.value(), e);
        }
    }

    private static InputStream open(EventType type) {
        InputStream schema = PublishedEventsTest.class.getResourceAsStream("/" + type.folder() + "schema.json");
        assertThat(schema).as(type.value()).isNotNull();
        return schema;
    }
}
