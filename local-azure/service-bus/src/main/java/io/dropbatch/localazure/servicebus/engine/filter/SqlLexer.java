package io.dropbatch.localazure.servicebus.engine.filter;

import java.util.ArrayList;
import java.util.List;

/** Splits a filter expression into tokens. */
final class SqlLexer {
    private static final List<String> SYMBOLS =
            List.of("<>", "!=", "<=", ">=", "=", "<", ">", "(", ")", ",", ".", "+", "-", "*", "/", "%");

    private final String text;
    private int position;

    SqlLexer(String text) {
        this.text = text;
    }

    List<SqlToken> tokens() {
        List<SqlToken> tokens = new ArrayList<>();
        skipBlanks();
        while (position < text.length()) {
            tokens.add(next());
            skipBlanks();
        }
        tokens.add(new SqlToken(SqlToken.Kind.END, "the end", position));
        return tokens;
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private SqlToken next() {
        char first = text.charAt(position);
        if (first == '\'') {
            return quoted('\'', SqlToken.Kind.STRING);
        }
        if (first == '[') {
            return quoted(']', SqlToken.Kind.QUOTED_NAME);
        }
        if (first == '"') {
            return quoted('"', SqlToken.Kind.QUOTED_NAME);
        }
        if (Character.isDigit(first)) {
            return number();
        }
        if (Character.isLetter(first) || first == '_') {
            return word();
        }
        return symbol();
    }

    /** A doubled closing quote stands for one quote. */
    private SqlToken quoted(char close, SqlToken.Kind kind) {
        int start = position++;
        StringBuilder content = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c != close) {
                content.append(c);
                continue;
            }
            if (position < text.length() && text.charAt(position) == close) {
                content.append(close);
                position++;
                continue;
            }
            return new SqlToken(kind, content.toString(), start);
        }
        throw new SqlSyntaxException("a quote is not closed", start);
    }

    private SqlToken number() {
        int start = position;
        while (position < text.length() && isPartOfNumber(start)) {
            position++;
        }
        return new SqlToken(SqlToken.Kind.NUMBER, text.substring(start, position), start);
    }

    private boolean isPartOfNumber(int start) {
        char c = text.charAt(position);
        if (Character.isDigit(c) || c == '.' || c == 'e' || c == 'E') {
            return true;
        }
        char before = text.charAt(Math.max(start, position - 1));
        return (c == '+' || c == '-') && (before == 'e' || before == 'E');
    }

    private SqlToken word() {
        int start = position;
        while (position < text.length() && isPartOfWord(text.charAt(position))) {
            position++;
        }
        return new SqlToken(SqlToken.Kind.WORD, text.substring(start, position), start);
    }

    private static boolean isPartOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#' || c == '@' || c == '-';
    }

    private SqlToken symbol() {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, position)) {
                SqlToken token = new SqlToken(SqlToken.Kind.SYMBOL, symbol, position);
                position += symbol.length();
                return token;
            }
        }
        throw new SqlSyntaxException("'" + text.charAt(position) + "' means nothing here", position);
    }
}
