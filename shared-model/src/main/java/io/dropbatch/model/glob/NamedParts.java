package io.dropbatch.model.glob;

import io.dropbatch.model.id.TextValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern over relative paths that names parts of them: in {@code {sample}_R?.fq.gz}, {@code {sample}} stands for one
 * or more characters within one folder or file name, and the rest is a {@link Glob}.
 */
public record NamedParts(String value) implements TextValue {

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]{0,49})}");

    /** Stands in for a name while the rest is read as a glob; no path that a user writes has it. */
    private static final char PLACE = '\uE000';

    public NamedParts {
        List<String> names = names(value);
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "names no part of the path: write for example {sample} for the part that files of one group share");
        }
        for (String name : names) {
            if (names.stream().filter(name::equalsIgnoreCase).count() > 1) {
                throw new IllegalArgumentException("names '{" + name + "}' twice");
            }
        }
        if (value.indexOf(PLACE) >= 0) {
            throw new IllegalArgumentException("a pattern has no private characters");
        }
        compiled(value);
    }

    /** The names of the parts, in their order. */
    public List<String> names() {
        return names(value);
    }

    /** A compiled form, for matching many paths; safe for use by several threads. */
    public PartsMatcher matcher() {
        return new PartsMatcher(names(value), compiled(value));
    }

    private static List<String> names(String pattern) {
        return NAME.matcher(pattern).results().map(name -> name.group(1)).toList();
    }

    /** One expression for each pattern that braces abbreviate. */
    private static List<Pattern> compiled(String pattern) {
        String glob = NAME.matcher(pattern).replaceAll(Character.toString(PLACE));
        List<Pattern> compiled = new ArrayList<>();
        for (Glob alternative : new Glob(glob).alternatives()) {
            String regex = GlobTranslation.toRegex(alternative.value());
            compiled.add(Pattern.compile(regex.replace(Character.toString(PLACE), "((?!(?<![^/])\\.)[^/]+)")));
        }
        return compiled;
    }

    @Override
    public String toString() {
        return value;
    }

    /** A compiled pattern. */
    public static final class PartsMatcher {

        private final List<String> names;
        private final List<Pattern> patterns;

        private PartsMatcher(List<String> names, List<Pattern> patterns) {
            this.names = names;
            this.patterns = patterns;
        }

        /** The parts of the path by their names; empty when the path is not matched. */
        public Optional<Map<String, String>> parts(String path) {
            return patterns.stream()
                    .map(pattern -> pattern.matcher(path))
                    .filter(Matcher::matches)
                    .findFirst()
                    .map(this::parts);
        }

        private Map<String, String> parts(Matcher match) {
            Map<String, String> parts = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                parts.put(names.get(i), match.group(i + 1));
            }
            return parts;
        }
    }
}
