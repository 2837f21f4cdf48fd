package io.dropbatch.localazure.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads {@code storage.json}; whatever it does not know it refuses, naming the path. */
public final class StorageTopologyReader {

    private static final Set<String> TOP = Set.of("account", "containers", "tables", "events");
    private static final Set<String> ROUTE =
            Set.of("name", "container", "prefix", "suffix", "notEndsWith", "operations", "queue", "schema");
    private static final Set<BlobApi> CREATED =
            Set.of(BlobApi.PutBlob, BlobApi.PutBlockList, BlobApi.CopyBlob, BlobApi.FlushWithClose);

    private StorageTopologyReader() {}

    public static StorageTopology read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new TopologyException(file + ": not JSON: " + e.getOriginalMessage());
        } catch (TopologyException e) {
            throw new TopologyException(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static StorageTopology parse(String json) throws JsonProcessingException {
        JsonNode root = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(json);
        onlyKnown(root, "", TOP);
        List<EventRoute> routes = new ArrayList<>();
        JsonNode events = array(root, "", "events");
        for (int i = 0; i < events.size(); i++) {
            routes.add(route(events.get(i), "events[" + i + "]."));
        }
        return new StorageTopology(
                text(root, "", "account", DevelopmentAccount.NAME),
                texts(root, "", "containers"),
                texts(root, "", "tables"),
                routes);
    }

    private static EventRoute route(JsonNode node, String path) {
        onlyKnown(node, path, ROUTE);
        return new EventRoute(
                required(node, path, "name"),
                required(node, path, "container"),
                text(node, path, "prefix", ""),
                text(node, path, "suffix", ""),
                texts(node, path, "notEndsWith"),
                operations(node, path),
                required(node, path, "queue"),
                oneOf(
                        EventSchema.class,
                        path + "schema",
                        text(node, path, "schema", EventSchema.CloudEventSchemaV1_0.name())));
    }

    private static Set<BlobApi> operations(JsonNode node, String path) {
        if (!node.has("operations")) {
            return CREATED;
        }
        Set<BlobApi> found = EnumSet.noneOf(BlobApi.class);
        for (String name : texts(node, path, "operations")) {
            found.add(oneOf(BlobApi.class, path + "operations", name));
        }
        return found;
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String path, String name) {
        E[] all = type.getEnumConstants();
        return Arrays.stream(all)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new TopologyException(path + ": " + name + " is none of " + String.join(", ", names(all))));
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static void onlyKnown(JsonNode node, String path, Set<String> known) {
        if (!node.isObject()) {
            throw new TopologyException((path.isEmpty() ? "the file" : path) + ": an object is expected");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new TopologyException(path + name + ": unknown key; known are "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        });
    }

    private static JsonNode array(JsonNode node, String path, String key) {
        JsonNode value = node.path(key);
        if (!value.isMissingNode() && !value.isArray()) {
            throw new TopologyException(path + key + ": an array is expected");
        }
        return value;
    }

    private static List<String> texts(JsonNode node, String path, String key) {
        List<String> values = new ArrayList<>();
        for (JsonNode value : array(node, path, key)) {
            if (!value.isTextual()) {
                throw new TopologyException(path + key + "[" + values.size() + "]: a string is expected");
            }
            values.add(value.textValue());
        }
        return values;
    }

    private static String required(JsonNode node, String path, String key) {
        if (!node.has(key)) {
            throw new TopologyException(path + key + ": is missing");
        }
        return text(node, path, key, "");
    }

    private static String text(JsonNode node, String path, String key, String otherwise) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw new TopologyException(path + key + ": a string is expected");
        }
        return value.textValue();
    }
}
