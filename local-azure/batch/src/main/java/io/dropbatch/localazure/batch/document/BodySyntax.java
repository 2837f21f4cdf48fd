package io.dropbatch.localazure.batch.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Refuses a body with unknown properties or values of a wrong kind. Azure refuses these while it reads, so one of them
 * makes a whole collection fail; the messages are those of its OData reader.
 */
final class BodySyntax {

    private final JsonParser parser;

    private BodySyntax(JsonParser parser) {
        this.parser = parser;
    }

    static void check(byte[] body, EntityDefinition entity) {
        try (JsonParser parser = JsonTrees.parser(body)) {
            BodySyntax syntax = new BodySyntax(parser);
            parser.nextToken();
            syntax.expect(JsonToken.START_OBJECT, "StartObject");
            syntax.object(entity);
            if (parser.nextToken() != null) {
                throw syntax.refused("The end of the body was expected.");
            }
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw BatchError.body("The body is not JSON.");
        }
    }

    /** The error for a body that is no JSON, with the position where reading ended. */
    static BatchError malformed(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        BatchError error = BatchError.body(e.getOriginalMessage());
        return location == null ? error : error.with("Position", position(location));
    }

    private void object(EntityDefinition entity) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            EntityDefinition.Property property = entity.properties().get(name);
            if (property == null && !name.startsWith("odata.")) {
                throw refused("The property '" + abbreviated(name)
                        + "' does not exist on type 'Microsoft.Azure.Batch.Protocol.Entities." + entity.name()
                        + "'. Make sure to only use property names that are defined by the type.");
            }
            parser.nextToken();
            value(property == null ? new ValueType.Any() : property.type());
        }
    }

    private void value(ValueType type) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        switch (type) {
            case ValueType.Any any -> anything();
            case ValueType.Plain plain -> plain(plain);
            case ValueType.Words words -> plain(ValueType.Plain.TEXT);
            case ValueType.Nested nested -> {
                expect(JsonToken.START_OBJECT, "StartObject");
                object(nested.entity());
            }
            case ValueType.Many many -> {
                expect(JsonToken.START_ARRAY, "StartArray");
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    item(many.item());
                }
            }
        }
    }

    private void item(ValueType type) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            throw refused("A null value was found for an item of a collection.");
        }
        value(type);
    }

    private void plain(ValueType.Plain type) throws IOException {
        if (!parser.currentToken().isScalarValue()) {
            throw unexpected("PrimitiveValue");
        }
        boolean fits = switch (type) {
            case TEXT, ID, TIME, DURATION -> parser.currentToken() == JsonToken.VALUE_STRING;
            case INT ->
                parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() == JsonParser.NumberType.INT;
            case FLAG -> parser.currentToken().isBoolean();
        };
        if (!fits) {
            throw refused("Cannot convert a primitive value to the expected type '" + type.odata() + "'.");
        }
        text();
    }

    private void anything() throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            text();
        } while (depth > 0 && parser.nextToken() != null);
    }

    /** JSON can contain half of a surrogate pair; UTF-8 cannot. */
    private void text() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return;
        }
        String text = parser.getText();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (Character.isSurrogate(c) && !pair) {
                throw refused("A string holds half of a surrogate pair.");
            }
            i += pair ? 1 : 0;
        }
    }

    private void expect(JsonToken token, String name) {
        if (parser.currentToken() != token) {
            throw unexpected(name);
        }
    }

    private BatchError unexpected(String expected) {
        String found = switch (parser.currentToken()) {
            case START_OBJECT -> "StartObject";
            case START_ARRAY -> "StartArray";
            case null -> "EndOfInput";
            default -> "PrimitiveValue";
        };
        return refused("An unexpected '" + found + "' node was found when reading from the JSON reader. A '" + expected
                + "' node was expected.");
    }

    private BatchError refused(String reason) {
        return BatchError.body(reason).with("Position", position(parser.currentTokenLocation()));
    }

    private static String position(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String abbreviated(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
