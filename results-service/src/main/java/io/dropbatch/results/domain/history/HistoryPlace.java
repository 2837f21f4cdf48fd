package io.dropbatch.results.domain.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the history of announcements: behind everything that was kept before it.
 *
 * @param keptAt when the announcement was kept, in whole milliseconds
 * @param id of the announcement; empty for the place before all that were kept at that time
 */
public record HistoryPlace(Instant keptAt, String id) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{13})(?:-([a-z0-9]{1,128}))?");
    private static final Instant LAST = Instant.ofEpochMilli(9_999_999_999_999L);

    public HistoryPlace {
        if (keptAt.isBefore(Instant.EPOCH) || keptAt.isAfter(LAST)) {
            throw new IllegalArgumentException("a place in the history is between 1970 and 2286");
        }
    }

    /** The place before all that was kept at that time or later; times that cannot be are the nearest that can. */
    public static HistoryPlace at(Instant time) {
        Instant known = time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LAST) ? LAST : time;
        return new HistoryPlace(Instant.ofEpochMilli(known.toEpochMilli()), "");
    }

    /** The place of an announcement that was kept then. */
    public static HistoryPlace of(Instant time, String id) {
        return new HistoryPlace(at(time).keptAt(), id);
    }

    /** What {@link #text()} made; empty when it did not make that. */
    public static Optional<HistoryPlace> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String id = parts.group(2) == null ? "" : parts.group(2);
        return Optional.of(new HistoryPlace(Instant.ofEpochMilli(Long.parseLong(parts.group(1))), id));
    }

    /** Texts sort as their places do. */
    public String text() {
        String time = String.format(Locale.ROOT, "%013d", keptAt.toEpochMilli());
        return id.isEmpty() ? time : time + "-" + id;
    }

    /** The day of it, everywhere the same. */
    public LocalDate day() {
        return keptAt.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
