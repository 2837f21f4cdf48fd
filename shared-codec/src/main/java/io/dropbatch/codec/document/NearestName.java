package io.dropbatch.codec.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class NearestName {

    private NearestName() {}

    /** {@code : did you mean 'outputs'?}, or the known names when none is near. */
    public static String hint(String written, Collection<String> known) {
        return of(written, known)
                .map(name -> ": did you mean '" + name + "'?")
                .orElseGet(() -> ": known are "
                        + String.join(", ", known.stream().sorted().toList()));
    }

    /** The known name that is nearest; empty when none is near. */
    public static Optional<String> of(String written, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String name) -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(written, name) <= Math.max(1, Math.min(3, written.length() / 2)));
    }

    /** Levenshtein's distance, letters' case ignored. */
    private static int distance(String left, String right) {
        String a = head(left);
        String b = head(right);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }

    private static String head(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.length() > 60 ? lower.substring(0, 60) : lower;
    }
}
