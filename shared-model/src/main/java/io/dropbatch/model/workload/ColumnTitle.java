package io.dropbatch.model.workload;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rule by which a column's title becomes the name of a parameter: upper case, accents left off, {@code _} for every
 * character that is no letter A to Z, digit or {@code _}.
 */
public final class ColumnTitle {

    private static final int LONGEST = 100;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^A-Z0-9_]");
    private static final Pattern ONLY_UNDERSCORES = Pattern.compile("_*");

    /** Letters of European languages that no accent is taken from. */
    private static final Map<String, String> LETTERS =
            Map.of("Æ", "AE", "Œ", "OE", "Ø", "O", "Đ", "D", "Ł", "L", "Þ", "TH", "ẞ", "SS", "Ð", "D");

    private ColumnTitle() {}

    /** {@code Größe (m)} becomes {@code GROSSE__M_}; empty when nothing that can be a name is left. */
    public static Optional<String> name(String title) {
        String apart = Normalizer.normalize(title.strip(), Normalizer.Form.NFKD);
        String plain = MARKS.matcher(apart.toUpperCase(Locale.ROOT)).replaceAll("");
        for (Entry<String, String> letter : LETTERS.entrySet()) {
            plain = plain.replace(letter.getKey(), letter.getValue());
        }
        String name = OTHERS.matcher(plain).replaceAll("_");
        return ONLY_UNDERSCORES.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(name.substring(0, Math.min(LONGEST, name.length())));
    }
}
