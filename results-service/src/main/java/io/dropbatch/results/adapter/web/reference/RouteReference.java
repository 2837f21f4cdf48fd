package io.dropbatch.results.adapter.web.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page about HTTP routes: what each takes and answers. */
final class RouteReference {

    private record Route(String method, String path, JsonNode operation) {

        String id() {
            return method + " " + path;
        }

        boolean isTagged(String tag) {
            return operation.at("/tags/0").asText().equals(tag);
        }
    }

    private final ReferenceDocument document = ReferenceDocument.routes();

    String html() {
        JsonNode root = document.root();
        HtmlPage page = new HtmlPage(
                root.at("/info/title").asText(), root.at("/info/description").asText());
        page.link("api.openapi.yaml", "The OpenAPI document");
        List<Route> routes = routes();
        page.contents("Routes", routes.stream().map(Route::id).toList());
        for (JsonNode tag : root.path("tags")) {
            String name = tag.path("name").asText();
            page.heading(2, name, name);
            page.paragraph(tag.path("description").asText());
            routes.stream().filter(route -> route.isTagged(name)).forEach(route -> route(page, route));
        }
        page.heading(2, "schemas", "What answers hold");
        root.at("/components/schemas").properties().forEach(schema -> {
            List<SchemaField> fields = SchemaField.of(schema.getValue(), root, document);
            if (!fields.isEmpty()) {
                page.heading(3, schema.getKey(), schema.getKey());
                page.table(
                        List.of("field", "kind", "present", "means"),
                        fields.stream()
                                .map(field -> List.of(
                                        field.path(),
                                        field.kind(),
                                        field.always() ? "always" : "",
                                        field.description()))
                                .toList());
            }
        });
        return page.html();
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (var path : document.root().path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                routes.add(new Route(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
            }
        }
        return routes;
    }

    private void route(HtmlPage page, Route route) {
        JsonNode operation = route.operation();
        page.heading(3, route.id(), route.id());
        page.paragraph(operation.path("summary").asText());
        page.paragraph(operation.path("description").asText());
        List<List<String>> takes = new ArrayList<>();
        for (JsonNode reference : operation.path("parameters")) {
            JsonNode parameter = document.resolved(reference, document.root());
            takes.add(List.of(
                    parameter.path("name").asText(),
                    parameter.path("in").asText(),
                    parameter.path("description").asText()));
        }
        page.table(List.of("takes", "in", ""), takes);
        List<List<String>> answers = new ArrayList<>();
        for (var response : operation.path("responses").properties()) {
            JsonNode answer = document.resolved(response.getValue(), document.root());
            String types = String.join(
                    ", ",
                    answer.path("content")
                            .propertyStream()
                            .map(Map.Entry::getKey)
                            .toList());
            answers.add(
                    List.of(response.getKey(), types, answer.path("description").asText()));
        }
        page.table(List.of("answers", "as", ""), answers);
    }
}
