package io.dropbatch.model.glob;

import io.dropbatch.model.id.TextValue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * A pattern over relative paths in the syntax of Azure Batch's output files: {@code *} and {@code ?} stay within one
 * folder, {@code **}{@code /} stands for zero or more folders, {@code [abc]}, {@code [a-c]} and {@code [!abc]} for one
 * character. A name that begins with a dot is matched only where the pattern spells the dot. Brackets escape:
 * {@code [*]} is a star. Besides, braces list alternatives: {@code {a,b}} and {@code {1..9}}; Batch does not know them,
 * so what leaves Dropbatch is written out ({@link #alternatives}).
 *
 * <p>Every implementation of the syntax without braces (this one, the task harness) is held to the table of cases in
 * the resource {@code glob/cases.tsv}; {@code glob/braces.tsv} and {@code glob/refused.tsv} have the rest.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/task/add#outputfile">OutputFile.filePattern</a>
 */
public record Glob(String value) implements TextValue {

    public Glob {
        refuse(GlobObjections.of(value));
        for (String alternative : BraceExpansion.of(value)) {
            if (alternative.isEmpty()) {
                throw new IllegalArgumentException("an alternative is empty: a pattern has 1-1024 characters");
            }
            refuse(GlobObjections.ofPath(alternative));
        }
        try {
            Pattern.compile(regex(value));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("brackets of the pattern make no sense", e);
        }
    }

    /** The patterns without braces that this one stands for; itself alone when it has none. */
    public List<Glob> alternatives() {
        return BraceExpansion.of(value).stream().map(Glob::new).toList();
    }

    /** Whether the path, with {@code /} between folders and none at its start, is matched as a whole. */
    public boolean matches(String path) {
        return matcher().matches(path);
    }

    /** A compiled form, for matching many paths. */
    public GlobMatcher matcher() {
        return new GlobMatcher(Pattern.compile(regex(value)));
    }

    /** Whether this pattern certainly matches every path that the other one matches. */
    public boolean covers(Glob other) {
        return GlobContainment.covers(this, other);
    }

    /** Whether the pattern names exactly one path. */
    public boolean isLiteral() {
        return value.chars().noneMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
    }

    private static String regex(String pattern) {
        return BraceExpansion.of(pattern).stream().map(GlobTranslation::toRegex).collect(Collectors.joining("|"));
    }

    private static void refuse(Optional<String> objection) {
        objection.ifPresent(words -> {
            throw new IllegalArgumentException(words);
        });
    }

    @Override
    public String toString() {
        return value;
    }
}
