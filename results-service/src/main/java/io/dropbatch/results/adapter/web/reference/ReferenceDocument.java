package io.dropbatch.results.adapter.web.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dropbatch.codec.ModelJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The documents of {@code docs} that describe events and routes, as they are on the class path. */
final class ReferenceDocument {

    private static final String FOLDER = "/reference/";
    private static final Pattern LOCAL = Pattern.compile("#(/.+)");
    private static final Pattern EVENT = Pattern.compile("\\.\\./shared-model/src/main/resources(/events/.+)");

    private final JsonNode root;

    private ReferenceDocument(JsonNode root) {
        this.root = root;
    }

    static ReferenceDocument events() {
        return new ReferenceDocument(yaml("events.asyncapi.yaml"));
    }

    static ReferenceDocument routes() {
        return new ReferenceDocument(yaml("api.openapi.yaml"));
    }

    JsonNode root() {
        return root;
    }

    /** What a rule stands for: itself, or what it refers to, with what it says besides. */
    JsonNode resolved(JsonNode rule, JsonNode document) {
        String reference = rule.path("$ref").asText("");
        Matcher local = LOCAL.matcher(reference);
        Matcher event = EVENT.matcher(reference);
        JsonNode meant;
        if (local.matches()) {
            meant = resolved(document.at(local.group(1)), document);
        } else if (event.matches()) {
            meant = json(event.group(1));
        } else {
            return rule;
        }
        ObjectNode both = meant.deepCopy();
        for (var said : rule.properties()) {
            if (!said.getKey().equals("$ref")) {
                both.set(said.getKey(), said.getValue());
            }
        }
        return both;
    }

    JsonNode example(String event) {
        return json("/events/" + event + "/v1/example.json");
    }

    private static JsonNode yaml(String file) {
        try (InputStream in = open(FOLDER + file)) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private static JsonNode json(String resource) {
        try (InputStream in = open(resource)) {
            return ModelJson.mapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        @Nullable InputStream in = ReferenceDocument.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException(resource + " is not on the class path");
        }
        return in;
    }
}
