package io.dropbatch.cli.client.drop;

import io.dropbatch.codec.document.NearestName;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;

/** Finds, among names that exist, the one that a name which does not may have meant. */
public final class SimilarName {

    private static final String FOUND = ": did you mean ";

    private SimilarName() {}

    /** {@code : did you mean 'a.csv'?}, or nothing. */
    public static String hint(String written, Collection<String> known) {
        return known.stream()
                .filter(name -> folded(name).equals(folded(written)))
                .findFirst()
                .map(name -> FOUND + "'" + name + "'? It differs in case or in its Unicode normal form")
                .orElseGet(() -> nearest(written, known));
    }

    private static String nearest(String written, Collection<String> known) {
        String hint = NearestName.hint(written, known);
        return hint.startsWith(FOUND) ? hint : "";
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
