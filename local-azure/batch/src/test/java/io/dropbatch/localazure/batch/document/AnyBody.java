package io.dropbatch.localazure.batch.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Random;

/** Makes bodies that the table of entities allows, of values that nobody would send. */
public final class AnyBody {

    private static final List<String> TEXTS = List.of(
            "",
            "x",
            "p",
            "..",
            "../../../../tmp/x",
            "/etc/passwd",
            "a b",
            "%s%n%00",
            "ü\u202e😀",
            "$AZ_BATCH_TASK_DIR",
            "*",
            "**/*.txt",
            "[",
            "[!a-",
            "0777",
            "http://127.0.0.1:1/c/b?sig=x",
            "file:///etc/passwd",
            "http://",
            "'",
            "\"unclosed",
            "/bin/true",
            "$TargetDedicatedNodes=1;",
            "x".repeat(3000));
    private static final List<Integer> NUMBERS =
            List.of(0, 1, -1, 2, 7, 64, 256, 257, 1000, -1000, 10_000, 1_000_000, Integer.MAX_VALUE, Integer.MIN_VALUE);
    private static final List<String> DURATIONS =
            List.of("PT0S", "PT1S", "-PT1S", "PT5M", "PT15M", "P7D", "P10675199DT2H48M5.4775807S", "PT999999999999H");
    private static final List<String> TIMES = List.of(
            "2026-11-22T10:00:00Z",
            "1970-01-01T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.9999999Z",
            "+999999999-12-31T23:59:59Z",
            "2026-11-22T10:00:00+14:00");

    private final Random random;

    public AnyBody(Random random) {
        this.random = random;
    }

    /** An entity with its required properties and some of the others. */
    public ObjectNode of(String entity) {
        return object(EntityTable.get(entity), 0);
    }

    private ObjectNode object(EntityDefinition entity, int depth) {
        ObjectNode object = JsonTrees.object();
        entity.properties().forEach((name, property) -> {
            if (property.required() ? random.nextInt(50) > 0 : random.nextInt(3 + depth) == 0) {
                object.set(name, value(property.type(), depth));
            }
        });
        return object;
    }

    private JsonNode value(ValueType type, int depth) {
        return switch (type) {
            case ValueType.Any any -> JsonTrees.object().put(one(TEXTS), one(NUMBERS));
            case ValueType.Plain plain ->
                switch (plain) {
                    case TEXT, ID -> TextNode.valueOf(one(TEXTS));
                    case INT -> IntNode.valueOf(one(NUMBERS));
                    case FLAG -> BooleanNode.valueOf(random.nextBoolean());
                    case TIME -> TextNode.valueOf(one(TIMES));
                    case DURATION -> TextNode.valueOf(one(DURATIONS));
                };
            case ValueType.Words words -> TextNode.valueOf(one(words.words()));
            case ValueType.Nested nested -> object(nested.entity(), depth + 1);
            case ValueType.Many many -> {
                ArrayNode array = JsonTrees.array();
                for (int size = random.nextInt(4); size > 0; size--) {
                    array.add(value(many.item(), depth + 1));
                }
                yield array;
            }
        };
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
