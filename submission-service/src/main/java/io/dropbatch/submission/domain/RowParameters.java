package io.dropbatch.submission.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The columns of a CSV file as names of parameters, for tasks of one row each.
 *
 * @param names one for each column, or none at all when the header does not give good names
 */
public record RowParameters(List<String> names) {

    private static final Pattern LEGAL = Pattern.compile("[A-Z][A-Z0-9_]{0,99}");
    private static final int MOST = 50;
    private static final int LARGEST = 4096;

    public RowParameters {
        names = List.copyOf(names);
    }

    public static RowParameters none() {
        return new RowParameters(List.of());
    }

    /** {@code strike price} becomes {@code STRIKE_PRICE}; a header with a column that cannot be named so gives none. */
    public static RowParameters of(RowText header) {
        List<String> names = header.fields().orElse(List.of()).stream()
                .map(column -> column.strip().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
                .toList();
        boolean usable = names.size() <= MOST
                && names.stream().allMatch(name -> LEGAL.matcher(name).matches())
                && new HashSet<>(names).size() == names.size();
        return usable ? new RowParameters(names) : none();
    }

    /** The row's values by column; none when the row has another number of fields or is large. */
    public Map<String, String> values(RowText row) {
        if (names.isEmpty()) {
            return Map.of();
        }
        List<String> fields = row.fields().orElse(List.of());
        int size = fields.stream().mapToInt(String::length).sum();
        boolean usable = fields.size() == names.size()
                && size <= LARGEST
                && fields.stream().noneMatch(field -> field.indexOf('\0') >= 0);
        if (!usable) {
            return Map.of();
        }
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < fields.size(); i++) {
            values.put(names.get(i), fields.get(i));
        }
        return values;
    }
}
