package io.dropbatch.submission.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The fewest beginnings of paths that shared inputs have and nothing else in the drop has. A node that is told to bring
 * them brings no file that is not shared; a shared input that stands alone among others gets no prefix.
 */
public final class SharedPrefixes {

    private final List<String> paths;
    private final Set<String> shared;
    private final List<String> found = new ArrayList<>();

    private SharedPrefixes(List<String> paths, Set<String> shared) {
        this.paths = paths;
        this.shared = shared;
    }

    /** @param paths of everything that lies in the drop, the shared inputs included */
    public static List<String> of(Collection<String> paths, Set<String> shared) {
        SharedPrefixes prefixes =
                new SharedPrefixes(paths.stream().distinct().sorted().toList(), shared);
        prefixes.cover(0, prefixes.paths.size());
        return prefixes.found;
    }

    /** Covers the shared ones among sorted neighbours, by what they have in common or, if not all are shared, in parts. */
    private void cover(int from, int to) {
        long wanted = paths.subList(from, to).stream().filter(shared::contains).count();
        if (wanted < 2) {
            return;
        }
        int common = common(paths.get(from), paths.get(to - 1));
        if (wanted == to - from && common > 0) {
            found.add(paths.get(from).substring(0, common));
            return;
        }
        for (int start = from; start < to; ) {
            int end = start + 1;
            while (end < to && next(start, common) == next(end, common)) {
                end++;
            }
            cover(start, end);
            start = end;
        }
    }

    /** The character after the common beginning; −1 for the path that ends there. */
    private int next(int path, int common) {
        String text = paths.get(path);
        return text.length() == common ? -1 : text.codePointAt(common);
    }

    private static int common(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        boolean splitsCharacter = length > 0 && Character.isHighSurrogate(one.charAt(length - 1));
        return splitsCharacter ? length - 1 : length;
    }
}
