package io.dropbatch.cli.console;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class ReadableNumbers {

    private ReadableNumbers() {}

    /** For instance {@code 4.1 MB}. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        String units = "kMGTPE";
        double value = bytes;
        int unit = -1;
        while (value >= 1000 && unit < units.length() - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", value, units.charAt(unit));
    }

    /** For instance {@code 1 h 5 min}. */
    public static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** The text without line breaks and other control characters of a terminal. */
    public static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
