package io.dropbatch.model.glob;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Decides whether a pattern matches every path that another one matches. Says no where it does not know: patterns with
 * brackets contain only themselves and single paths.
 */
final class GlobContainment {

    private static final String ANY_FOLDERS = "**/";
    private static final String ANY_NAME = "*";
    private static final String ANY_CHARACTER = "?";

    private final List<String> outer;
    private final List<String> inner;

    /** Pairs of places that were tried: a second try would find no more. */
    private final BitSet tried = new BitSet();

    private GlobContainment(List<String> outer, List<String> inner) {
        this.outer = outer;
        this.inner = inner;
    }

    static boolean covers(Glob outer, Glob inner) {
        List<Glob> outers = outer.alternatives();
        return inner.alternatives().stream()
                .allMatch(one -> outers.stream().anyMatch(any -> coversWithoutBraces(any, one)));
    }

    private static boolean coversWithoutBraces(Glob outer, Glob inner) {
        if (outer.equals(inner)) {
            return true;
        }
        if (inner.isLiteral()) {
            return outer.matches(inner.value());
        }
        boolean known = outer.value().indexOf('[') < 0 && inner.value().indexOf('[') < 0;
        return known && new GlobContainment(tokens(outer.value()), tokens(inner.value())).from(0, 0);
    }

    /** One for each character, except that a run of stars is one, as is a whole {@code **}{@code /}. */
    private static List<String> tokens(String pattern) {
        List<String> tokens = new ArrayList<>();
        for (int at = 0; at < pattern.length(); ) {
            boolean segmentStart = at == 0 || pattern.charAt(at - 1) == '/';
            if (segmentStart && pattern.startsWith(ANY_FOLDERS, at)) {
                tokens.add(ANY_FOLDERS);
                at += 3;
            } else if (segmentStart && pattern.substring(at).equals("**")) {
                tokens.add(ANY_FOLDERS);
                tokens.add(ANY_CHARACTER);
                tokens.add(ANY_NAME);
                at += 2;
            } else if (pattern.charAt(at) == '*') {
                tokens.add(ANY_NAME);
                while (at < pattern.length() && pattern.charAt(at) == '*') {
                    at++;
                }
            } else {
                tokens.add(pattern.substring(at, at + 1));
                at++;
            }
        }
        return tokens;
    }

    private boolean from(int out, int in) {
        int pair = out * (inner.size() + 1) + in;
        if (tried.get(pair)) {
            return false;
        }
        tried.set(pair);
        if (out == outer.size()) {
            return in == inner.size();
        }
        return switch (outer.get(out)) {
            case ANY_FOLDERS -> from(out + 1, in) || anyFolders(out, in);
            case ANY_NAME -> anyName(out, in);
            case ANY_CHARACTER -> in < inner.size() && oneCharacter(in) && from(out + 1, in + 1);
            default -> in < inner.size() && outer.get(out).equals(inner.get(in)) && from(out + 1, in + 1);
        };
    }

    /** Takes one folder of the inner pattern, any number of them at a time. */
    private boolean anyFolders(int out, int in) {
        if (in == inner.size() || isDot(in)) {
            return false;
        }
        if (inner.get(in).equals(ANY_FOLDERS)) {
            return from(out, in + 1);
        }
        int slash = in;
        while (slash < inner.size() && !inner.get(slash).equals("/")) {
            slash++;
        }
        return slash < inner.size() && from(out, slash + 1);
    }

    private boolean anyName(int out, int in) {
        if (in == inner.size()) {
            return from(out + 1, in);
        }
        // A leading star does not match a name that begins with a dot, not even when it stands for nothing.
        if (isDot(in) && startsName(in)) {
            return false;
        }
        return from(out + 1, in) || (!isSeparator(in) && from(out, in + 1));
    }

    private boolean oneCharacter(int in) {
        String token = inner.get(in);
        return !isSeparator(in) && !token.equals(ANY_NAME) && !(isDot(in) && startsName(in));
    }

    private boolean startsName(int in) {
        return in == 0 || inner.get(in - 1).equals("/") || inner.get(in - 1).equals(ANY_FOLDERS);
    }

    private boolean isSeparator(int in) {
        return inner.get(in).equals("/") || inner.get(in).equals(ANY_FOLDERS);
    }

    private boolean isDot(int in) {
        return inner.get(in).equals(".");
    }
}
