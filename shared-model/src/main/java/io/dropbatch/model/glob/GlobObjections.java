package io.dropbatch.model.glob;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a pattern cannot mean, and what to write instead. */
final class GlobObjections {

    private static final int LONGEST = 1024;
    private static final Pattern EITHER = Pattern.compile("[@?*+!]?\\(([^()/]*\\|[^()/]*)\\)");
    private static final Pattern CARET = Pattern.compile("\\[\\^([^]/]+)]");

    private GlobObjections() {}

    /** Why the pattern, as it was written, is none. */
    static Optional<String> of(String pattern) {
        if (pattern.isEmpty() || pattern.length() > LONGEST) {
            return Optional.of("a pattern has 1-" + LONGEST + " characters");
        }
        if (pattern.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("a pattern has no control characters");
        }
        if (!pattern.equals(pattern.strip())) {
            return Optional.of("a pattern neither begins nor ends with a space: write '" + pattern.strip()
                    + "', or '[ ]' for a space that is part of the name");
        }
        if (pattern.indexOf('\\') >= 0) {
            return Optional.of("a pattern has no '\\': write '/' between folders, and brackets around a character that"
                    + " means itself, such as [*]");
        }
        return syntaxOfOthers(pattern);
    }

    /** Spellings that other programs know. */
    private static Optional<String> syntaxOfOthers(String pattern) {
        if (pattern.startsWith("!")) {
            return Optional.of("a pattern does not begin with '!': it says what is meant, not what is left out");
        }
        if (pattern.contains("[[:")) {
            return Optional.of("classes such as [[:digit:]] are not known: write [0-9]");
        }
        Matcher caret = CARET.matcher(pattern);
        if (caret.find()) {
            return Optional.of("'^' negates nothing: write [!" + caret.group(1) + "]");
        }
        Matcher either = EITHER.matcher(pattern);
        if (either.find()) {
            return Optional.of("'" + either.group() + "' is no list of alternatives: write {"
                    + either.group(1).replace('|', ',') + "}");
        }
        return Optional.empty();
    }

    /** Why a pattern without braces names no path below a folder. */
    static Optional<String> ofPath(String pattern) {
        if (pattern.equals("~") || pattern.startsWith("~/")) {
            return Optional.of(
                    "'~' is no home folder here: a pattern is relative to the drop, or to the task's folder");
        }
        if (pattern.startsWith("/")) {
            return Optional.of("'" + pattern + "' begins with '/': a pattern is relative to the drop, or to the task's"
                    + " folder" + instead(cleaned(pattern)));
        }
        if (pattern.endsWith("/")) {
            return Optional.of(
                    "'" + pattern + "' names a folder: write '" + cleaned(pattern) + "/**' for all files in it");
        }
        for (String segment : pattern.split("/", -1)) {
            if (segment.equals("..")) {
                return Optional.of("'" + pattern + "' leads up by '..': a pattern stays below its folder");
            }
            if (segment.isEmpty() || segment.equals(".")) {
                return Optional.of("'" + pattern + "' has an empty or '.' folder" + instead(cleaned(pattern)));
            }
            if (segment.contains("**") && !segment.equals("**")) {
                return Optional.of("in '" + pattern + "' two stars are not a whole folder: write '"
                        + segments(pattern, GlobObjections::anyDepth) + "' for any depth, or '"
                        + segments(pattern, GlobObjections::oneStar) + "' for one folder");
            }
        }
        return Optional.empty();
    }

    private static String instead(String better) {
        return better.isEmpty() ? "" : ": write '" + better + "'";
    }

    private static String cleaned(String pattern) {
        return Stream.of(pattern.split("/"))
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .collect(Collectors.joining("/"));
    }

    private static String segments(String pattern, UnaryOperator<String> change) {
        return Stream.of(pattern.split("/"))
                .map(segment -> segment.equals("**") ? segment : change.apply(segment))
                .collect(Collectors.joining("/"));
    }

    private static String oneStar(String segment) {
        return segment.replaceAll("\\*{2,}", "*");
    }

    private static String anyDepth(String segment) {
        if (segment.matches("\\*+")) {
            return "**";
        }
        return segment.replaceFirst("^\\*{2,}", "**/*")
                .replaceFirst("(?<=[^/*])\\*{2,}$", "*/**")
                .replaceAll("(?<=[^/*])\\*{2,}(?=[^/*])", "*/**/*");
    }
}
