package io.dropbatch.localazure.servicebus.engine.filter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads filter expressions (grammar: "Subscription Rule SQL Filter Syntax" of the Service Bus documentation). */
final class SqlParser {
    private static final int MAX_DEPTH = 64;
    private static final Set<String> RESERVED =
            Set.of("and", "or", "not", "in", "like", "is", "null", "exists", "escape", "true", "false");

    private final List<SqlToken> tokens;
    private int index;
    private int depth;

    private SqlParser(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    static SqlExpression parse(String text) {
        SqlParser parser = new SqlParser(new SqlLexer(text).tokens());
        SqlExpression expression = parser.or();
        if (parser.current().kind() != SqlToken.Kind.END) {
            throw parser.unexpected("AND, OR or the end");
        }
        return expression;
    }

    private SqlExpression or() {
        SqlExpression left = and();
        while (accept("or")) {
            left = new SqlExpression.Or(left, and());
        }
        return left;
    }

    private SqlExpression and() {
        SqlExpression left = not();
        while (accept("and")) {
            left = new SqlExpression.And(left, not());
        }
        return left;
    }

    private SqlExpression not() {
        if (++depth > MAX_DEPTH) {
            throw new SqlSyntaxException(
                    "the expression is nested too deeply", current().position());
        }
        SqlExpression expression = accept("not") ? new SqlExpression.Not(not()) : predicate();
        depth--;
        return expression;
    }

    private SqlExpression predicate() {
        if (accept("exists")) {
            expect("(");
            SqlExpression property = operand();
            expect(")");
            return new SqlExpression.Not(new SqlExpression.IsNull(property));
        }
        SqlExpression left = operand();
        SqlComparator comparator = SqlComparator.of(current());
        if (comparator != null) {
            index++;
            return new SqlExpression.Comparison(left, comparator, operand());
        }
        if (accept("is")) {
            return nullTest(left);
        }
        boolean negated = accept("not");
        if (accept("in")) {
            return negate(negated, new SqlExpression.In(left, list()));
        }
        if (accept("like")) {
            return negate(negated, like(left));
        }
        if (negated) {
            throw unexpected("IN or LIKE");
        }
        return left;
    }

    private SqlExpression nullTest(SqlExpression operand) {
        boolean negated = accept("not");
        expect("null");
        return negate(negated, new SqlExpression.IsNull(operand));
    }

    private List<SqlExpression> list() {
        expect("(");
        List<SqlExpression> elements = new ArrayList<>();
        do {
            elements.add(operand());
        } while (accept(","));
        expect(")");
        return elements;
    }

    private SqlExpression like(SqlExpression operand) {
        String pattern = string();
        char escape = 0;
        if (accept("escape")) {
            SqlToken token = current();
            String character = string();
            if (character.length() != 1) {
                throw new SqlSyntaxException("ESCAPE takes one character", token.position());
            }
            escape = character.charAt(0);
        }
        return new SqlExpression.Like(operand, regex(pattern, escape));
    }

    private static Pattern regex(String like, char escape) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            if (c == escape && i + 1 < like.length() && escape != 0) {
                regex.append(Pattern.quote(String.valueOf(like.charAt(++i))));
                continue;
            }
            regex.append(
                    switch (c) {
                        case '%' -> ".*";
                        case '_' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private String string() {
        if (current().kind() != SqlToken.Kind.STRING) {
            throw unexpected("a string in single quotes");
        }
        return take().text();
    }

    private SqlExpression operand() {
        SqlToken token = current();
        return switch (token.kind()) {
            case STRING -> new SqlExpression.Literal(take().text());
            case NUMBER -> number(take(), false);
            case QUOTED_NAME -> new SqlExpression.UserProperty(take().text());
            case WORD -> word();
            case SYMBOL -> symbol();
            case END -> throw unexpected("a value");
        };
    }

    private SqlExpression symbol() {
        if (accept("(")) {
            SqlExpression inner = or();
            expect(")");
            return inner;
        }
        if (accept("-") && current().kind() == SqlToken.Kind.NUMBER) {
            return number(take(), true);
        }
        throw unexpected("a value (arithmetic is not supported by this broker)");
    }

    private static SqlExpression number(SqlToken token, boolean negative) {
        try {
            BigDecimal value = new BigDecimal(token.text());
            return new SqlExpression.Literal(negative ? value.negate() : value);
        } catch (NumberFormatException e) {
            throw new SqlSyntaxException("'" + token.text() + "' is no number", token.position());
        }
    }

    private SqlExpression word() {
        SqlToken token = take();
        String word = token.text().toLowerCase(Locale.ROOT);
        if (word.equals("true") || word.equals("false")) {
            return new SqlExpression.Literal(word.equals("true"));
        }
        if (word.equals("null")) {
            return new SqlExpression.Literal(null);
        }
        if (RESERVED.contains(word)) {
            throw new SqlSyntaxException("a value is expected, not '" + token.text() + "'", token.position());
        }
        if (!accept(".")) {
            return new SqlExpression.UserProperty(token.text());
        }
        String name = take().text();
        return switch (word) {
            case "sys" -> system(name, token);
            case "user" -> new SqlExpression.UserProperty(name);
            default -> new SqlExpression.UserProperty(token.text() + "." + name);
        };
    }

    private static SqlExpression system(String name, SqlToken token) {
        String known = name.toLowerCase(Locale.ROOT);
        if (!SqlExpression.SystemProperty.NAMES.contains(known)) {
            throw new SqlSyntaxException("there is no system property 'sys." + name + "'", token.position());
        }
        return new SqlExpression.SystemProperty(known);
    }

    private static SqlExpression negate(boolean negated, SqlExpression expression) {
        return negated ? new SqlExpression.Not(expression) : expression;
    }

    private SqlToken current() {
        return tokens.get(index);
    }

    private SqlToken take() {
        SqlToken token = current();
        if (token.kind() != SqlToken.Kind.END) {
            index++;
        }
        return token;
    }

    private boolean accept(String word) {
        if (!current().is(word)) {
            return false;
        }
        index++;
        return true;
    }

    private void expect(String word) {
        if (!accept(word)) {
            throw unexpected("'" + word.toUpperCase(Locale.ROOT) + "'");
        }
    }

    private SqlSyntaxException unexpected(String wanted) {
        return new SqlSyntaxException(
                wanted + " is expected, not '" + current().text() + "'",
                current().position());
    }
}
