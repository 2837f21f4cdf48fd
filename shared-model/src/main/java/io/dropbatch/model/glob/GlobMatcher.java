package io.dropbatch.model.glob;

import java.util.regex.Pattern;

/** A compiled {@link Glob}; safe for use by several threads. */
public final class GlobMatcher {

    private final Pattern pattern;

    GlobMatcher(Pattern pattern) {
        this.pattern = pattern;
    }

    public boolean matches(String path) {
        return pattern.matcher(path).matches();
    }
}
