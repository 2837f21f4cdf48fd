package io.dropbatch.codec.document;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small document as a tree that remembers where each value stands and how it is spelled. */
public final class SourceDocument {

    private final Map<String, SourcePosition> places = new HashMap<>();
    private final Map<String, String> spellings = new HashMap<>();
    private JsonNode root = MissingNode.getInstance();

    private SourceDocument() {}

    public static SourceDocument read(byte[] bytes, DocumentFormat format, int longest) throws DocumentException {
        SourceDocument document = new SourceDocument();
        try (DocumentTokens tokens = DocumentTokens.of(bytes, format, longest)) {
            JsonToken first = tokens.next();
            if (first != null) {
                document.root = document.value(tokens, first, "");
                tokens.end();
            }
        }
        return document;
    }

    /** The whole document; missing when the file is empty. */
    public JsonNode root() {
        return root;
    }

    /** Where the value at a JSON pointer stands, or else the value around it. */
    public SourcePosition place(String pointer) {
        SourcePosition position = places.get(pointer);
        if (position != null) {
            return position;
        }
        int slash = pointer.lastIndexOf('/');
        return slash < 0 ? SourcePosition.START : place(pointer.substring(0, slash));
    }

    /** How the scalar at a JSON pointer is spelled, so that {@code 1.10} stays {@code 1.10}. */
    public String spelling(String pointer) {
        return spellings.getOrDefault(pointer, "");
    }

    /** A fault of the value at a JSON pointer. */
    public DocumentProblem problem(String pointer, String message) {
        SourcePosition position = place(pointer);
        return new DocumentProblem(position.line(), position.column(), JsonPointers.readable(pointer), message);
    }

    private JsonNode value(DocumentTokens tokens, JsonToken token, String pointer) throws DocumentException {
        places.putIfAbsent(pointer, tokens.place());
        return switch (token) {
            case START_OBJECT -> object(tokens, pointer);
            case START_ARRAY -> array(tokens, pointer);
            case VALUE_NULL -> NullNode.getInstance();
            case VALUE_TRUE, VALUE_FALSE -> scalar(tokens, pointer, BooleanNode.valueOf(token == JsonToken.VALUE_TRUE));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(tokens, pointer, number(tokens.text()));
            default -> scalar(tokens, pointer, TextNode.valueOf(tokens.text()));
        };
    }

    private JsonNode object(DocumentTokens tokens, String pointer) throws DocumentException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (JsonToken token = tokens.next(); token == JsonToken.FIELD_NAME; token = tokens.next()) {
            String name = tokens.text();
            String child = JsonPointers.child(pointer, name);
            places.put(child, tokens.place());
            object.set(name, value(tokens, required(tokens.next(), tokens), child));
        }
        return object;
    }

    private JsonNode array(DocumentTokens tokens, String pointer) throws DocumentException {
        var array = JsonNodeFactory.instance.arrayNode();
        for (JsonToken token = tokens.next(); token != JsonToken.END_ARRAY; token = tokens.next()) {
            array.add(value(tokens, required(token, tokens), pointer + "/" + array.size()));
        }
        return array;
    }

    private JsonNode scalar(DocumentTokens tokens, String pointer, JsonNode value) throws DocumentException {
        spellings.put(pointer, tokens.text());
        return value;
    }

    /** Spellings that only YAML has, such as 0x1F and 1_000, stay text. */
    private static JsonNode number(String text) {
        if (text.length() > 40) {
            return TextNode.valueOf(text);
        }
        try {
            return DecimalNode.valueOf(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return TextNode.valueOf(text);
        }
    }

    private static JsonToken required(@Nullable JsonToken token, DocumentTokens tokens) throws DocumentException {
        if (token == null) {
            throw new DocumentException(tokens.place(), "the file ends too early");
        }
        return token;
    }
}
