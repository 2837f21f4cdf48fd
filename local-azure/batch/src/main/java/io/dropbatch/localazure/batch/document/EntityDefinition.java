package io.dropbatch.localazure.batch.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The definition of one kind of JSON object. */
record EntityDefinition(String name, Map<String, Property> properties) {

    EntityDefinition {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** One property of an object, by its name. */
    record Property(boolean required, ValueType type, ValueLimit limit) {}
}
