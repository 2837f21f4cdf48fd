package io.dropbatch.localazure.batch.protocol.filter;

import io.dropbatch.localazure.batch.document.BatchError;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a {@code $filter}: comparisons and startswith, joined by and, or, not and parentheses. */
public final class FilterParser {

    private static final int DEEPEST = 100;
    private static final int LONGEST = 16 * 1024;

    private final FilterScanner scanner;
    private int depth;

    private FilterParser(String text) {
        this.scanner = new FilterScanner(text);
    }

    public static ListFilter parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return new ListFilter.Everything();
        }
        if (text.length() > LONGEST) {
            throw BatchError.query("$filter", text, "The filter is too long.");
        }
        FilterParser parser = new FilterParser(text);
        ListFilter filter = parser.either();
        parser.scanner.expectEnd();
        return filter;
    }

    private ListFilter either() {
        ListFilter left = both();
        while (scanner.word("or")) {
            left = new ListFilter.Or(left, both());
        }
        return left;
    }

    private ListFilter both() {
        ListFilter left = one();
        while (scanner.word("and")) {
            left = new ListFilter.And(left, one());
        }
        return left;
    }

    private ListFilter one() {
        if (++depth > DEEPEST) {
            throw scanner.refused("The filter is too deep.");
        }
        ListFilter filter = simple();
        depth--;
        return filter;
    }

    private ListFilter simple() {
        if (scanner.word("not")) {
            return new ListFilter.Not(one());
        }
        if (scanner.sign('(')) {
            ListFilter inner = either();
            scanner.expect(')');
            return inner;
        }
        if (scanner.word("startswith")) {
            return startsWith();
        }
        int at = scanner.position();
        String property = scanner.name();
        return new ListFilter.Compare(property, operator(), value(), at);
    }

    private ListFilter startsWith() {
        scanner.expect('(');
        int at = scanner.position();
        String property = scanner.name();
        scanner.expect(',');
        String prefix = scanner.quoted();
        scanner.expect(')');
        return new ListFilter.StartsWith(property, prefix, at);
    }

    private ListFilter.Operator operator() {
        String word = scanner.name();
        for (ListFilter.Operator operator : ListFilter.Operator.values()) {
            if (operator.name().toLowerCase(Locale.ROOT).equals(word)) {
                return operator;
            }
        }
        throw scanner.refused("An operator is expected, not " + word + ".");
    }

    private Object value() {
        if (scanner.atQuote()) {
            return scanner.quoted();
        }
        if (scanner.atNumber()) {
            return number(scanner.number());
        }
        String word = scanner.name();
        if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
            return Boolean.valueOf(word);
        }
        if (word.equalsIgnoreCase("datetime") && scanner.atQuote()) {
            return time(scanner.quoted());
        }
        throw scanner.refused("A value is expected, not " + word + ".");
    }

    private BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw scanner.refused("A number is expected.");
        }
    }

    private Instant time(String text) {
        try {
            return OffsetDateTime.parse(text.matches(".*(Z|[+-]\\d\\d:\\d\\d)") ? text : text + "Z")
                    .toInstant();
        } catch (DateTimeException e) {
            throw scanner.refused("An ISO 8601 time is expected.");
        }
    }
}
