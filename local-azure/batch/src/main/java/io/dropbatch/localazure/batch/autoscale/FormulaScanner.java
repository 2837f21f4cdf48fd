package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.FormulaToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Splits a formula into tokens; drops blanks, line breaks and comments. */
final class FormulaScanner {

    private static final Set<String> DOUBLE_SYMBOLS = Set.of("<=", ">=", "==", "!=", "&&", "||");
    private static final String SYMBOLS = "+-*/<>!?:;,.()[]=";

    private final String text;
    private final List<FormulaToken> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private FormulaScanner(String text) {
        this.text = text;
    }

    static List<FormulaToken> scan(String text) {
        FormulaScanner scanner = new FormulaScanner(text);
        scanner.skip();
        while (scanner.at < text.length()) {
            scanner.token();
            scanner.skip();
        }
        scanner.add(Kind.END, text.length(), scanner.position());
        return scanner.tokens;
    }

    private void skip() {
        while (at < text.length()) {
            if (text.startsWith("//", at)) {
                at = end(at, character -> character != '\n');
            } else if (!Character.isWhitespace(text.charAt(at))) {
                return;
            } else {
                step();
            }
        }
    }

    private void step() {
        if (text.charAt(at) == '\n') {
            line++;
            lineStart = at + 1;
        }
        at++;
    }

    private void token() {
        char first = text.charAt(at);
        if (isDigit(first) || (first == '.' && isDigit(peek(1)))) {
            number();
        } else if (first == '"') {
            string();
        } else if (first == '$' || isNamePart(first)) {
            add(Kind.NAME, end(at + 1, FormulaScanner::isNamePart), position());
        } else {
            symbol();
        }
    }

    private void number() {
        int end = end(at, FormulaScanner::isDigit);
        if (end < text.length() && text.charAt(end) == '.') {
            end = end(end + 1, FormulaScanner::isDigit);
        }
        end = exponent(end);
        if (end < text.length() && isNamePart(text.charAt(end))) {
            throw FormulaError.syntax(position(), "A number must not run into a name");
        }
        add(Kind.NUMBER, end, position());
    }

    private int exponent(int end) {
        if (end >= text.length() || Character.toLowerCase(text.charAt(end)) != 'e') {
            return end;
        }
        int sign = end + 1 < text.length() && "+-".indexOf(text.charAt(end + 1)) >= 0 ? 1 : 0;
        int digits = end(end + 1 + sign, FormulaScanner::isDigit);
        return digits > end + 1 + sign ? digits : end;
    }

    private void string() {
        FormulaPosition position = position();
        int end = end(at + 1, character -> character != '"' && character != '\n');
        if (end >= text.length() || text.charAt(end) != '"') {
            throw FormulaError.syntax(position, "The string does not end on its line");
        }
        at++;
        add(Kind.STRING, end, position);
        at++;
    }

    private void symbol() {
        if (at + 2 <= text.length() && DOUBLE_SYMBOLS.contains(text.substring(at, at + 2))) {
            add(Kind.SYMBOL, at + 2, position());
        } else if (SYMBOLS.indexOf(text.charAt(at)) >= 0) {
            add(Kind.SYMBOL, at + 1, position());
        } else {
            throw FormulaError.syntax(position(), "The character " + shown(text.codePointAt(at)) + " is not expected");
        }
    }

    private void add(Kind kind, int end, FormulaPosition position) {
        tokens.add(new FormulaToken(kind, text.substring(at, end), position));
        at = end;
    }

    private int end(int from, IntPredicate belongs) {
        int end = from;
        while (end < text.length() && belongs.test(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : ' ';
    }

    private FormulaPosition position() {
        return new FormulaPosition(line, at - lineStart + 1);
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isNamePart(int character) {
        return isDigit(character)
                || (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || character == '_';
    }

    private static String shown(int codePoint) {
        return codePoint > ' ' && codePoint < 127
                ? "'" + Character.toString(codePoint) + "'"
                : String.format("U+%04X", codePoint);
    }
}
