package io.dropbatch.localazure.files;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The edit distance between two keys. */
final class KeyDistance {
    private KeyDistance() {}

    /** The known key that the user probably meant: at most a third of its letters differ. */
    static Optional<String> nearest(String key, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> between(key, candidate)))
                .filter(candidate -> between(key, candidate) * 3 <= candidate.length());
    }

    /** Letters to insert, delete or replace (Levenshtein). */
    private static int between(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[previous.length];
            current[0] = i;
            for (int j = 1; j < current.length; j++) {
                int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
