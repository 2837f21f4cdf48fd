package io.dropbatch.localazure.batch.document;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Instants and durations as Azure Batch writes them: ticks of 100 ns, trailing zeros trimmed. */
public final class AzureTimes {

    /** The duration that Azure Batch writes for "no limit". */
    public static final Duration UNLIMITED = Duration.parse("P10675199DT2H48M5.4775807S");

    private static final String UNLIMITED_TEXT = "P10675199DT2H48M5.4775807S";
    private static final long TICKS_AT_EPOCH = 621_355_968_000_000_000L;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 7, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private AzureTimes() {}

    public static String text(Instant instant) {
        return ISO.format(instant);
    }

    public static String http(Instant instant) {
        return HTTP.format(instant);
    }

    public static String text(Duration duration) {
        if (duration.compareTo(UNLIMITED) >= 0) {
            return UNLIMITED_TEXT;
        }
        long days = duration.toDays();
        if (days == 0) {
            return duration.toString();
        }
        Duration rest = duration.minusDays(days);
        return "P" + days + "D" + (rest.isZero() ? "" : rest.toString().substring(1));
    }

    /** The ETag that Azure Batch derives from the last change. */
    public static String etag(Instant modified) {
        long ticks = TICKS_AT_EPOCH + modified.getEpochSecond() * 10_000_000L + modified.getNano() / 100;
        return "0x" + Long.toHexString(ticks).toUpperCase(Locale.ROOT);
    }
}
