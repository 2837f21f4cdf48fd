package io.dropbatch.results.adapter.web.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page about events: what each says, when, and an example. */
final class EventReference {

    private final ReferenceDocument document = ReferenceDocument.events();

    String html() {
        JsonNode root = document.root();
        HtmlPage page = new HtmlPage(
                root.at("/info/title").asText(), root.at("/info/description").asText());
        page.link("events.asyncapi.yaml", "The AsyncAPI document");
        List<String> ids = new ArrayList<>();
        root.path("channels").forEach(channel -> ids.addAll(names(channel)));
        page.contents("Events", ids);
        page.heading(2, "envelope", "Every event");
        table(page, root.at("/components/schemas/envelope"), root);
        page.heading(2, "application-properties", "Application properties, for filters of subscriptions");
        table(page, root.at("/components/schemas/application-properties"), root);
        for (var channel : root.path("channels").properties()) {
            page.heading(2, "topic-" + channel.getKey(), "Topic " + channel.getKey());
            page.paragraph(channel.getValue().path("description").asText());
            names(channel.getValue()).forEach(name -> event(page, name));
        }
        return page.html();
    }

    private static List<String> names(JsonNode channel) {
        return channel.path("messages").propertyStream().map(Map.Entry::getKey).toList();
    }

    private void event(HtmlPage page, String name) {
        JsonNode message = document.root().at("/components/messages/" + name);
        JsonNode reference = message.at("/payload/allOf/1/properties/data");
        JsonNode data = document.resolved(reference, document.root());
        page.heading(3, name, message.path("name").asText());
        page.paragraph(message.path("summary").asText());
        table(page, data, data);
        page.folded("Example", document.example(name).toPrettyString());
    }

    private void table(HtmlPage page, JsonNode schema, JsonNode home) {
        page.table(
                List.of("field", "kind", "present", "means"),
                SchemaField.of(schema, home, document).stream()
                        .map(field -> List.of(
                                field.path(), field.kind(), field.always() ? "always" : "", field.description()))
                        .toList());
    }
}
