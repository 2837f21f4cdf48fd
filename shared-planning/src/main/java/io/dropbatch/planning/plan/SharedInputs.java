package io.dropbatch.planning.plan;

import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.glob.GlobMatcher;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.planning.drop.DropContents;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The inputs that every task is given. */
public final class SharedInputs {

    private SharedInputs() {}

    /** @param own inputs of single tasks, which are never shared even if a pattern matches them */
    public static List<PlannedInput> of(List<Glob> patterns, DropContents contents, Set<String> own) {
        List<GlobMatcher> matchers = patterns.stream().map(Glob::matcher).toList();
        return contents.inputs().stream()
                .filter(input -> !own.contains(input.path()))
                .filter(input -> matchers.stream().anyMatch(matcher -> matcher.matches(input.path())))
                .toList();
    }

    /** The first pattern, or alternative of one, that no input of the drop matches. */
    public static Optional<Glob> unmatched(List<Glob> patterns, DropContents contents) {
        return patterns.stream()
                .flatMap(pattern -> pattern.alternatives().stream())
                .filter(pattern -> {
                    GlobMatcher matcher = pattern.matcher();
                    return contents.inputs().stream().noneMatch(input -> matcher.matches(input.path()));
                })
                .findFirst();
    }
}
