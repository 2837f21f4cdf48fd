package io.dropbatch.model.workload;

import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.glob.GlobMatcher;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which inputs become tasks.
 *
 * @param include patterns of which an input has to match one
 * @param exclude patterns of which it must match none
 * @param group which of them form one task together; absent when each is a task of its own
 */
public record FileSelection(
        List<Glob> include, List<Glob> exclude, @Nullable FileGroup group) {

    public FileSelection {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        if (include.isEmpty()) {
            throw new IllegalArgumentException("a selection includes something");
        }
    }

    public static FileSelection of(Glob... include) {
        return new FileSelection(List.of(include), List.of(), null);
    }

    /** A compiled form, for many paths. */
    public Predicate<String> matcher() {
        List<GlobMatcher> included = include.stream().map(Glob::matcher).toList();
        List<GlobMatcher> excluded = exclude.stream().map(Glob::matcher).toList();
        return path -> included.stream().anyMatch(glob -> glob.matches(path))
                && excluded.stream().noneMatch(glob -> glob.matches(path));
    }

    /** {@code *.txt, *.csv but not old/**}, for people. */
    public String describe() {
        return joined(include) + (exclude.isEmpty() ? "" : " but not " + joined(exclude));
    }

    private static String joined(List<Glob> globs) {
        return globs.stream().map(glob -> "'" + glob + "'").collect(Collectors.joining(", "));
    }
}
