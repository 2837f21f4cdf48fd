package io.dropbatch.model.glob;

/** Rewrites a glob as a regular expression, character by character. */
final class GlobTranslation {

    private static final String NO_DOT = "(?!\\.)";

    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;

    private GlobTranslation(String glob) {
        this.glob = glob;
    }

    static String toRegex(String glob) {
        GlobTranslation globTranslation = new GlobTranslation(glob);
        while (globTranslation.at < glob.length()) {
            globTranslation.next();
        }
        return globTranslation.regex.toString();
    }

    private void next() {
        boolean segmentStart = at == 0 || glob.charAt(at - 1) == '/';
        if (segmentStart && glob.startsWith("**/", at)) {
            regex.append("(?:").append(NO_DOT).append("[^/]+/)*");
            at += 3;
            return;
        }
        if (segmentStart && glob.substring(at).equals("**")) {
            regex.append("(?:").append(NO_DOT).append("[^/]+/)*").append(NO_DOT).append("[^/]+");
            at += 2;
            return;
        }
        wildcardOrLiteral(segmentStart);
    }

    private void wildcardOrLiteral(boolean segmentStart) {
        char c = glob.charAt(at);
        switch (c) {
            case '*' -> wildcard(segmentStart, "[^/]*");
            case '?' -> wildcard(segmentStart, "[^/]");
            case '[' -> bracket(segmentStart);
            default -> literal(c);
        }
    }

    private void wildcard(boolean segmentStart, String expression) {
        regex.append(segmentStart ? NO_DOT : "").append(expression);
        at++;
        // A run of stars inside a name means no more than one star.
        while (expression.endsWith("*") && at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
    }

    private void literal(char c) {
        if (!Character.isLetterOrDigit(c) && c < 128) {
            regex.append('\\');
        }
        regex.append(c);
        at++;
    }

    /** Where the set that begins at {@code from} ends; right behind its bracket when that opens none. */
    static int endOfSet(String glob, int from) {
        boolean negated = glob.startsWith("!", from + 1);
        // A closing bracket that comes first belongs to the set.
        int end = glob.indexOf(']', from + (negated ? 3 : 2));
        return end < 0 ? from + 1 : end + 1;
    }

    private void bracket(boolean segmentStart) {
        int end = endOfSet(glob, at) - 1;
        if (end == at) {
            literal('[');
            return;
        }
        boolean negated = glob.charAt(at + 1) == '!';
        String members = glob.substring(at + (negated ? 2 : 1), end);
        regex.append(segmentStart ? NO_DOT : "").append(negated ? "[^/" : "[");
        for (int i = 0; i < members.length(); i++) {
            char member = members.charAt(i);
            boolean range = member == '-' && i > 0 && i < members.length() - 1;
            boolean special = member < 128 && !Character.isLetterOrDigit(member);
            regex.append(special && !range ? "\\" : "").append(member);
        }
        regex.append(negated ? "]" : "&&[^/]]");
        at = end + 1;
    }
}
