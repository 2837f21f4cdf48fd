package io.dropbatch.planning.drop;

import java.text.Normalizer;
import java.util.Locale;

/** Compares names of files that look alike: people cannot see why they are two. */
public final class FileSpelling {

    private FileSpelling() {}

    /** The same for all names that look alike. */
    public static String key(String path) {
        String plain = path.replace('\\', '/');
        while (plain.startsWith("./")) {
            plain = plain.substring(2);
        }
        return composed(plain).replaceAll("\\s+(?=/|$)|(?<=/|^)\\s+", "").toLowerCase(Locale.ROOT);
    }

    /** Whether the two have the same characters, perhaps as different sequences of code points. */
    public static boolean sameCharacters(String one, String other) {
        return composed(one).equals(composed(other));
    }

    /** In what two names differ that look alike, for people. */
    public static String difference(String wanted, String found) {
        if (sameCharacters(wanted, found)) {
            return "the same name in another Unicode form";
        }
        if (wanted.equalsIgnoreCase(found)) {
            return "upper and lower case count";
        }
        if (found.indexOf('\\') >= 0 || wanted.indexOf('\\') >= 0) {
            return "folders are separated by '/'";
        }
        return wanted.strip().equals(wanted) && found.strip().equals(found)
                ? "which is spelled otherwise"
                : "spaces at the begin or end count";
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
