package io.dropbatch.localazure.batch.protocol.route;

import io.dropbatch.localazure.batch.protocol.filter.FilterType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of operation contracts. */
public final class OperationContracts {

    private static final String NONE = "-";
    private static final Map<String, OperationContract> ALL = new OperationContracts().read();

    private final Map<String, Set<String>> selectable = new HashMap<>();
    private final Map<String, Map<String, FilterType>> filterable = new HashMap<>();

    private OperationContracts() {}

    /** The contract of an operation, or null when the REST definition does not have it. */
    public static @Nullable OperationContract of(String verb, String template) {
        return ALL.get(verb + " " + template);
    }

    private Map<String, OperationContract> read() {
        List<String[]> rows = lines().stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split(" "))
                .toList();
        rows.stream().filter(row -> row[0].equals("select")).forEach(row -> selectable.put(row[1], names(row)));
        rows.stream().filter(row -> row[0].equals("filter")).forEach(row -> filterable.put(row[1], types(row)));
        return rows.stream()
                .filter(row -> row[1].startsWith("/"))
                .collect(Collectors.toUnmodifiableMap(row -> row[0] + " " + row[1], this::contract));
    }

    private OperationContract contract(String[] row) {
        return new OperationContract(
                row[2].equals(NONE) ? null : row[2],
                Set.of(row[4].toLowerCase(Locale.ROOT).split(",")),
                row[3].equals(NONE) ? null : readable(row[3]));
    }

    private ReadableProperties readable(String entity) {
        return new ReadableProperties(
                entity, selectable.getOrDefault(entity, Set.of()), filterable.getOrDefault(entity, Map.of()));
    }

    private static Set<String> names(String[] row) {
        return List.of(row).subList(2, row.length).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, FilterType> types(String[] row) {
        return List.of(row).subList(2, row.length).stream()
                .map(property -> property.split(":"))
                .collect(Collectors.toUnmodifiableMap(property -> property[0], property -> FilterType.of(property[1])));
    }

    private static List<String> lines() {
        InputStream table =
                Objects.requireNonNull(OperationContracts.class.getResourceAsStream("contracts.txt"), "contracts.txt");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
