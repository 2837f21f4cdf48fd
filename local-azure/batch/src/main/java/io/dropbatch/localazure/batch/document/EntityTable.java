package io.dropbatch.localazure.batch.document;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The table of all entities of request bodies, from the REST definition. */
final class EntityTable {

    private static final Map<String, EntityDefinition> ALL = read();

    private EntityTable() {}

    static EntityDefinition get(String name) {
        EntityDefinition entity = ALL.get(name);
        if (entity == null) {
            throw new IllegalArgumentException("No entity is called " + name);
        }
        return entity;
    }

    static Map<String, EntityDefinition> all() {
        return Map.copyOf(ALL);
    }

    private static Map<String, EntityDefinition> read() {
        Map<String, Map<String, EntityDefinition.Property>> read = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(table(), StandardCharsets.UTF_8))) {
            Map<String, EntityDefinition.Property> properties = new LinkedHashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("  ")) {
                    addTo(properties, line.strip());
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    properties = new LinkedHashMap<>();
                    read.put(line, properties);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, EntityDefinition> entities = new HashMap<>();
        read.forEach((name, properties) -> entities.put(name, new EntityDefinition(name, properties)));
        return entities;
    }

    private static void addTo(Map<String, EntityDefinition.Property> properties, String line) {
        String[] words = line.split(" ");
        boolean required = words[0].endsWith("!");
        properties.put(
                required ? words[0].substring(0, words[0].length() - 1) : words[0],
                new EntityDefinition.Property(required, ValueType.of(words[1], EntityTable::get), limit(words)));
    }

    private static ValueLimit limit(String[] words) {
        return words.length < 3 ? ValueLimit.NONE : ValueLimit.of(words[2], words.length < 4 ? null : words[3]);
    }

    private static InputStream table() {
        return Objects.requireNonNull(EntityTable.class.getResourceAsStream("entities.txt"), "entities.txt");
    }
}
