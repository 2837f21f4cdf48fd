package io.dropbatch.localazure.batch.document;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a property are allowed: numbers and durations by size, texts and lists by length, or texts by form.
 *
 * @param ranges the allowed ranges of the size; empty when every size is allowed
 * @param form the pattern that a text must match, or null
 * @param code the error code for other values
 */
record ValueLimit(List<Range> ranges, @Nullable Pattern form, ErrorCode code) {

    static final ValueLimit NONE = new ValueLimit(List.of(), null, ErrorCode.InvalidPropertyValue);

    ValueLimit {
        ranges = List.copyOf(ranges);
    }

    /** Reads a limit in the form of the entity table: {@code -1|1..}, {@code PT5M..PT168H} or {@code /form/}. */
    static ValueLimit of(String text, @Nullable String code) {
        ErrorCode refusal = code == null ? ErrorCode.InvalidPropertyValue : ErrorCode.valueOf(code);
        return text.startsWith("/")
                ? new ValueLimit(List.of(), Pattern.compile(text.substring(1, text.length() - 1)), refusal)
                : new ValueLimit(Stream.of(text.split("\\|")).map(Range::of).toList(), null, refusal);
    }

    /** Refuses a number, or a length of a text or a list, outside all ranges. */
    void check(String name, String value, double size, String unit) {
        if (!ranges.isEmpty() && ranges.stream().noneMatch(range -> range.holds(size))) {
            String allowed = ranges.stream().map(Range::words).collect(Collectors.joining(", or "));
            throw refused(name, value, capitalized(allowed) + unit);
        }
    }

    void checkForm(String name, String value) {
        if (form != null && !form.matcher(value).matches()) {
            throw refused(name, value, "A text of the form " + form + " is expected.");
        }
    }

    static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    private BatchError refused(String name, String value, String reason) {
        return BatchError.property(code, name, value, reason);
    }

    private static String capitalized(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** The values from one to another, both included. */
    record Range(double least, double most, String words) {

        static Range of(String text) {
            int dots = text.indexOf("..");
            if (dots < 0) {
                return new Range(size(text), size(text), text);
            }
            String from = text.substring(0, dots);
            String to = text.substring(dots + 2);
            if (to.isEmpty()) {
                return new Range(size(from), Double.POSITIVE_INFINITY, "at least " + from);
            }
            return from.isEmpty()
                    ? new Range(Double.NEGATIVE_INFINITY, size(to), "at most " + to)
                    : new Range(size(from), size(to), "from " + from + " to " + to);
        }

        boolean holds(double size) {
            return size >= least && size <= most;
        }

        private static double size(String bound) {
            return bound.startsWith("P") ? seconds(Duration.parse(bound)) : Double.parseDouble(bound);
        }
    }
}
