package io.dropbatch.model.glob;

import io.dropbatch.model.id.TextValue;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern over relative paths in the syntax of Azure Batch's output files: {@code *} and {@code ?} stay within one
 * folder, {@code **}{@code /} stands for zero or more folders, {@code [abc]}, {@code [a-c]} and {@code [!abc]} for one
 * character. A name that begins with a dot is matched only where the pattern spells the dot. Brackets escape:
 * {@code [*]} is a star.
 *
 * <p>Every implementation of the syntax (this one, the task harness, local Azure) is held to the table of cases in the
 * resource {@code glob/cases.tsv}.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/task/add#outputfile">OutputFile.filePattern</a>
 */
public record Glob(String value) implements TextValue {

    public Glob {
        if (value.isEmpty() || value.length() > 1024) {
            throw new IllegalArgumentException("a pattern has 1-1024 characters");
        }
        if (value.startsWith("/") || value.endsWith("/") || value.indexOf('\\') >= 0 || hasControl(value)) {
            throw new IllegalArgumentException(
                    "a pattern is a relative path: no '/' at either end, no '\\', no control characters");
        }
        for (String segment : value.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("a pattern has no empty, '.' or '..' folder");
            }
        }
        try {
            Pattern.compile(GlobTranslation.toRegex(value));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("brackets of the pattern make no sense", e);
        }
    }

    /** Whether the path, with {@code /} between folders and none at its start, is matched as a whole. */
    public boolean matches(String path) {
        return matcher().matches(path);
    }

    /** A compiled form, for matching many paths. */
    public GlobMatcher matcher() {
        return new GlobMatcher(Pattern.compile(GlobTranslation.toRegex(value)));
    }

    /** Whether the pattern names exactly one path. */
    public boolean isLiteral() {
        return value.chars().noneMatch(c -> c == '*' || c == '?' || c == '[');
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    @Override
    public String toString() {
        return value;
    }
}
