package io.dropbatch.localazure.batch.autoscale.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times that formulas may contain.
 *
 * @see <a href="https://www.w3.org/TR/NOTE-datetime">W3C-DTF</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1123#section-5.2.14">RFC 1123</a>
 */
public final class TimeText {

    // Azure refuses more than 7 fractional digits, as clients with a finer clock have found out.
    private static final Pattern W3C = Pattern.compile(
            "(\\d{4})(?:-(\\d{2})(?:-(\\d{2})(?:T(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,7}))?)?(Z|[+-]\\d{2}:\\d{2}))?)?)?");

    private TimeText() {}

    public static Instant read(String text) {
        try {
            Matcher matcher = W3C.matcher(text.strip());
            return matcher.matches()
                    ? read(matcher)
                    : OffsetDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            throw new ArithmeticException("'" + text + "' is no time in W3C-DTF or RFC 1123");
        }
    }

    private static Instant read(Matcher matcher) {
        String fraction = matcher.group(7) == null ? "" : matcher.group(7);
        LocalDateTime time = LocalDateTime.of(
                number(matcher.group(1), 1),
                number(matcher.group(2), 1),
                number(matcher.group(3), 1),
                number(matcher.group(4), 0),
                number(matcher.group(5), 0),
                number(matcher.group(6), 0),
                number((fraction + "000000000").substring(0, 9), 0));
        return time.toInstant(matcher.group(8) == null ? ZoneOffset.UTC : ZoneOffset.of(matcher.group(8)));
    }

    private static int number(@Nullable String digits, int fallback) {
        return digits == null ? fallback : Integer.parseInt(digits);
    }
}
