package io.dropbatch.localazure.batch.document;

import java.util.List;
import java.util.function.Function;

/** The type of a property. */
sealed interface ValueType {

    /** A primitive value, by its OData name. */
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

    /** Any value. */
    record Any() implements ValueType {}

    /** One of several words; case is ignored. */
    record Words(List<String> words) implements ValueType {}

    /** An object; its definition is looked up late, since entities may contain each other. */
    record Nested(String name, Function<String, EntityDefinition> entities) implements ValueType {

        EntityDefinition entity() {
            return entities.apply(name);
        }
    }

    /** A list whose items are all of one type. */
    record Many(ValueType item) implements ValueType {}

    /** Reads a type in the form of the entity table. */
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
