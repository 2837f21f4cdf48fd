package io.dropbatch.localazure.batch.document;

import java.util.List;
import java.util.function.Function;

/** What a property's value may be. */
sealed interface ValueType {

    /** A value that is neither object nor list, by the name that OData has for it. */
    enum Plain implements ValueType {
        TEXT("Edm.String"),
        ID("Edm.String"),
        INT("Edm.Int32"),
        FLAG("Edm.Boolean"),
        TIME("Edm.DateTime"),
        DURATION("Edm.Time");

        private final String odata;

        Plain(String odata) {
            this.odata = odata;
        }

        String odata() {
            return odata;
        }
    }

    /** Anything at all. */
    record Any() implements ValueType {}

    /** One of some words, without regard to case. */
    record Words(List<String> words) implements ValueType {}

    /** An object; looked up late, since entities may hold each other. */
    record Nested(String name, Function<String, EntityDefinition> entities) implements ValueType {

        EntityDefinition entity() {
            return entities.apply(name);
        }
    }

    /** A list whose items are all of one type. */
    record Many(ValueType item) implements ValueType {}

    /** Reads a type as the table of entities spells it. */
    static ValueType of(String text, Function<String, EntityDefinition> entities) {
        if (text.startsWith("[")) {
            return new Many(of(text.substring(1, text.length() - 1), entities));
        }
        return switch (text) {
            case "text" -> Plain.TEXT;
            case "id" -> Plain.ID;
            case "int" -> Plain.INT;
            case "flag" -> Plain.FLAG;
            case "time" -> Plain.TIME;
            case "duration" -> Plain.DURATION;
            case "any" -> new Any();
            default ->
                Character.isUpperCase(text.charAt(0))
                        ? new Nested(text, entities)
                        : new Words(List.of(text.split("\\|")));
        };
    }
}
