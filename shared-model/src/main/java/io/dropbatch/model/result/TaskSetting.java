package io.dropbatch.model.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a task was run with, besides those of the whole drop: of a sweep, a row or a file's name. Long ones
 * are cut, since a result lists those of each of its tasks.
 *
 * @param values those that tell tasks apart come first
 * @param telling how many of them do
 */
public record TaskSetting(Map<String, String> values, int telling) {

    public static final TaskSetting NONE = new TaskSetting(Map.of(), 0);

    /** Names and values of one task, together. */
    private static final int MOST_CHARACTERS = 500;

    private static final int LONGEST_VALUE = 100;
    private static final int LONGEST_TOLD = 40;
    private static final int MOST_TOLD = 3;

    public TaskSetting {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** @param telling names of parameters that tell tasks apart; those that the task lacks do not matter */
    public static TaskSetting of(Map<String, String> parameters, List<String> telling) {
        if (parameters.isEmpty()) {
            return NONE;
        }
        Map<String, String> kept = new LinkedHashMap<>();
        telling.stream().filter(parameters::containsKey).limit(MOST_TOLD).forEach(name -> keep(kept, name, parameters));
        int told = kept.size();
        parameters.keySet().forEach(name -> keep(kept, name, parameters));
        return new TaskSetting(kept, told);
    }

    private static void keep(Map<String, String> kept, String name, Map<String, String> parameters) {
        String value = shortened(parameters.getOrDefault(name, ""), LONGEST_VALUE);
        int length = kept.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        if (length + name.length() + value.length() <= MOST_CHARACTERS) {
            kept.putIfAbsent(name, value);
        }
    }

    /** As results list it: absent when there is nothing to list. */
    public @Nullable Map<String, String> listed() {
        return values.isEmpty() ? null : values;
    }

    /** What tells the task apart, for a person; empty when nothing does. */
    String told() {
        return values.entrySet().stream()
                .limit(telling)
                .map(entry -> entry.getKey() + "=" + shortened(onOneLine(entry.getValue()), LONGEST_TOLD))
                .collect(Collectors.joining(", "));
    }

    private static String onOneLine(String value) {
        return value.codePoints()
                .map(letter -> Character.isISOControl(letter) ? ' ' : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String shortened(String value, int longest) {
        if (value.length() <= longest) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(longest - 1)) ? longest - 1 : longest;
        return value.substring(0, end) + "…";
    }
}
