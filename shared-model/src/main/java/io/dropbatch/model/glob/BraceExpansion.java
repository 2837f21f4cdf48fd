package io.dropbatch.model.glob;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Writes out what braces abbreviate, as a shell does: {@code {a,b}} stands for either text, {@code {1..9}} for each
 * number. Brackets keep a brace as it is: <code>[{]</code>.
 */
final class BraceExpansion {

    private static final int MOST = 100;
    private static final Pattern NUMBERS = Pattern.compile("(-?[0-9]{1,9})\\.\\.(-?[0-9]{1,9})");

    private final String pattern;
    private int at;

    private BraceExpansion(String pattern) {
        this.pattern = pattern;
    }

    /**
     * The patterns without braces, in the order in which they are written; the pattern itself when it has none.
     *
     * @throws IllegalArgumentException when braces do not pair, list nothing or list too much
     */
    static List<String> of(String pattern) {
        if (pattern.indexOf('{') < 0 && pattern.indexOf('}') < 0) {
            return List.of(pattern);
        }
        BraceExpansion expansion = new BraceExpansion(pattern);
        List<String> expanded = expansion.sequence(false);
        return List.copyOf(new LinkedHashSet<>(expanded));
    }

    /** Everything up to the end, or within braces up to the next comma or closing brace. */
    private List<String> sequence(boolean inBraces) {
        List<String> texts = List.of("");
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (inBraces && (c == ',' || c == '}')) {
                return texts;
            }
            if (c == '}') {
                throw new IllegalArgumentException(
                        "a '}' closes no '{': write [}] for a brace that is part of the name");
            }
            texts = joined(texts, c == '{' ? braces() : List.of(literal()));
        }
        return texts;
    }

    private List<String> braces() {
        int open = at;
        List<String> alternatives = new ArrayList<>();
        int listed = 0;
        do {
            at++;
            alternatives.addAll(sequence(true));
            listed++;
            requireFew(alternatives.size());
        } while (at < pattern.length() && pattern.charAt(at) == ',');
        if (at == pattern.length()) {
            throw new IllegalArgumentException(
                    "a '{' is not closed by '}': write [{] for a brace that is part of the name");
        }
        String inside = pattern.substring(open + 1, at);
        at++;
        return listed > 1 ? alternatives : numbers(inside);
    }

    private static List<String> numbers(String inside) {
        Matcher range = NUMBERS.matcher(inside);
        if (!range.matches()) {
            throw new IllegalArgumentException("'{" + inside + "}' lists no alternatives: write {a,b} or {1..9}, or [{]"
                    + inside + "[}] if the braces are part of the name");
        }
        int first = Integer.parseInt(range.group(1));
        int last = Integer.parseInt(range.group(2));
        requireFew(Math.abs((long) last - first) + 1);
        int step = first <= last ? 1 : -1;
        int width = isPadded(range.group(1)) || isPadded(range.group(2))
                ? Math.max(range.group(1).length(), range.group(2).length())
                : 0;
        return IntStream.rangeClosed(0, Math.abs(last - first))
                .mapToObj(i -> padded(first + i * step, width))
                .toList();
    }

    private static boolean isPadded(String number) {
        return number.matches("-?0[0-9]+");
    }

    private static String padded(int number, int width) {
        return width == 0 ? Integer.toString(number) : ("%0" + width + "d").formatted(number);
    }

    /** One character, or a whole set in brackets, in which braces and commas mean themselves. */
    private String literal() {
        int from = at;
        at = pattern.charAt(at) == '[' ? GlobTranslation.endOfSet(pattern, at) : at + 1;
        return pattern.substring(from, at);
    }

    private static List<String> joined(List<String> heads, List<String> tails) {
        requireFew((long) heads.size() * tails.size());
        return heads.stream().flatMap(head -> tails.stream().map(head::concat)).toList();
    }

    private static void requireFew(long patterns) {
        if (patterns > MOST) {
            throw new IllegalArgumentException(
                    "braces stand for more than " + MOST + " patterns: use *, ? or [0-9] instead");
        }
    }
}
