package io.dropbatch.localazure.batch.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one kind of JSON object may hold. */
record EntityDefinition(String name, Map<String, Property> properties) {

    EntityDefinition {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** One of the values that an object may hold, by its name. */
    record Property(boolean required, ValueType type, ValueLimit limit) {}
}
