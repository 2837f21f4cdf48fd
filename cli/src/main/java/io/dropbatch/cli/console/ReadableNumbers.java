package io.dropbatch.cli.console;

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

    /** The text without line breaks and other control characters of a terminal. */
    public static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
