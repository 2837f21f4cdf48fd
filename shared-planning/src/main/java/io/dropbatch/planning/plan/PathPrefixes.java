package io.dropbatch.planning.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fewest beginnings of paths that the files of one owner have and nothing else in the drop has. A node that is told
 * to bring them brings no file of others; a file that stands alone among those of others gets no prefix.
 *
 * @param <K> the owner: a task, or all tasks together
 */
public final class PathPrefixes<K> {

    private final List<String> paths;
    private final Function<String, @Nullable K> owner;
    private final Map<K, List<String>> found = new HashMap<>();

    private PathPrefixes(List<String> paths, Function<String, @Nullable K> owner) {
        this.paths = paths;
        this.owner = owner;
    }

    /**
     * @param paths of everything that lies in the drop
     * @param owner of a path; null for what needs no prefix
     */
    public static <K> Map<K, List<String>> of(Collection<String> paths, Function<String, @Nullable K> owner) {
        PathPrefixes<K> prefixes =
                new PathPrefixes<>(paths.stream().distinct().sorted().toList(), owner);
        prefixes.cover(0, prefixes.paths.size());
        return prefixes.found;
    }

    /** Covers sorted neighbours by what they have in common or, if they are not all of one owner, in parts. */
    private void cover(int from, int to) {
        List<String> range = paths.subList(from, to);
        if (range.stream().filter(path -> owner.apply(path) != null).limit(2).count() < 2) {
            return;
        }
        int common = common(range.getFirst(), range.getLast());
        @Nullable K first = owner.apply(range.getFirst());
        if (first != null && common > 0 && range.stream().allMatch(path -> first.equals(owner.apply(path)))) {
            found.computeIfAbsent(first, key -> new ArrayList<>())
                    .add(range.getFirst().substring(0, common));
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
