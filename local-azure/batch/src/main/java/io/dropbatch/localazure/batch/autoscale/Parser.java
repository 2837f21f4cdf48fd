package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.Expression.Call;
import io.dropbatch.localazure.batch.autoscale.Expression.Chain;
import io.dropbatch.localazure.batch.autoscale.Expression.Choice;
import io.dropbatch.localazure.batch.autoscale.Expression.Constant;
import io.dropbatch.localazure.batch.autoscale.Expression.Link;
import io.dropbatch.localazure.batch.autoscale.Expression.Negation;
import io.dropbatch.localazure.batch.autoscale.Expression.Not;
import io.dropbatch.localazure.batch.autoscale.Expression.Part;
import io.dropbatch.localazure.batch.autoscale.Expression.Row;
import io.dropbatch.localazure.batch.autoscale.Expression.Sampling;
import io.dropbatch.localazure.batch.autoscale.Expression.Variable;
import io.dropbatch.localazure.batch.autoscale.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes statements of the words of a formula. */
final class Parser {

    private static final int MOST_STATEMENTS = 100;
    private static final int DEEPEST = 100;

    private final List<Token> tokens;
    private int at;
    private int depth;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<Statement> parse(String formula) {
        return new Parser(Scanner.scan(formula)).statements();
    }

    private List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        while (next().kind() != Kind.END) {
            if (take(";")) {
                continue;
            }
            if (statements.size() == MOST_STATEMENTS) {
                throw FormulaError.syntax(next().position(), "A formula has at most 100 statements");
            }
            statements.add(statement());
            if (next().kind() != Kind.END) {
                expect(";");
            }
        }
        return statements;
    }

    private Statement statement() {
        Token first = next();
        if (first.kind() == Kind.NAME && tokens.get(at + 1).is("=")) {
            at += 2;
            return new Statement(first.text(), first.position(), expression());
        }
        return new Statement(null, first.position(), expression());
    }

    private Expression expression() {
        return nested(() -> {
            Expression condition = chain(1);
            Token question = next();
            if (!take("?")) {
                return condition;
            }
            Expression then = expression();
            expect(":");
            return new Choice(condition, then, expression(), question.position());
        });
    }

    private Expression chain(int precedence) {
        if (precedence > Operator.TIGHTEST) {
            return operand();
        }
        Expression first = chain(precedence + 1);
        List<Link> rest = new ArrayList<>();
        for (Optional<Operator> operator = operator(precedence);
                operator.isPresent();
                operator = operator(precedence)) {
            Position position = tokens.get(at - 1).position();
            rest.add(new Link(operator.get(), chain(precedence + 1), position));
        }
        return rest.isEmpty() ? first : new Chain(first, List.copyOf(rest));
    }

    private Optional<Operator> operator(int precedence) {
        Optional<Operator> operator =
                next().kind() == Kind.SYMBOL ? Operator.of(next().text(), precedence) : Optional.empty();
        operator.ifPresent(found -> at++);
        return operator;
    }

    private Expression operand() {
        Token sign = next();
        if (take("-")) {
            return nested(() -> new Negation(operand(), sign.position()));
        }
        if (take("!")) {
            return nested(() -> new Not(operand(), sign.position()));
        }
        Expression operand = primary();
        return next().is(".") ? member(operand) : operand;
    }

    private Expression member(Expression of) {
        expect(".");
        Token name = next();
        if (name.kind() != Kind.NAME) {
            throw unexpected("the name of a member");
        }
        at++;
        if (next().is("(")) {
            return sampling(of, name);
        }
        MomentPart part = MomentPart.named(name.text())
                .orElseThrow(() -> FormulaError.meaning(name.position(), "A timestamp has no member " + name.text()));
        return new Part(of, part, name.position());
    }

    private Expression sampling(Expression of, Token name) {
        Position position = next().position();
        SamplingMethod method = SamplingMethod.named(name.text())
                .orElseThrow(() -> FormulaError.meaning(name.position(), "There is no method " + name.text()));
        if (of instanceof Variable variable) {
            Metric metric = Metric.named(variable.name())
                    .orElseThrow(() -> FormulaError.meaning(
                            variable.position(), variable.name() + " is no variable with samples"));
            return new Sampling(metric, method, arguments(), position);
        }
        throw FormulaError.meaning(of.position(), "Only a service-defined variable has samples");
    }

    private Expression primary() {
        Token token = next();
        if (take("(")) {
            Expression inner = expression();
            expect(")");
            return inner;
        }
        if (take("[")) {
            return new Row(list("]"), token.position());
        }
        return switch (token.kind()) {
            case NUMBER -> number(token);
            case STRING -> constant(new Value.Text(token.text()));
            case NAME -> tokens.get(at + 1).is("(") ? call(token) : name(token);
            case SYMBOL, END -> throw unexpected("a value");
        };
    }

    private Expression number(Token token) {
        double number = Double.parseDouble(token.text());
        if (Double.isInfinite(number)) {
            throw FormulaError.syntax(token.position(), "The number is too large");
        }
        return constant(new Value.Number(number));
    }

    private Expression name(Token token) {
        Optional<Value> value = Words.value(token.text());
        if (value.isPresent()) {
            return constant(value.get());
        }
        at++;
        return new Variable(token.text(), token.position());
    }

    private Expression call(Token name) {
        Function function = Function.named(name.text())
                .orElseThrow(() -> FormulaError.meaning(name.position(), "There is no function " + name.text()));
        at++;
        Position position = next().position();
        return new Call(function, arguments(), position);
    }

    private List<Expression> arguments() {
        expect("(");
        return list(")");
    }

    private List<Expression> list(String end) {
        List<Expression> items = new ArrayList<>();
        if (take(end)) {
            return items;
        }
        do {
            items.add(expression());
        } while (take(","));
        expect(end);
        return items;
    }

    private Expression constant(Value value) {
        Position position = next().position();
        at++;
        return new Constant(value, position);
    }

    private <T> T nested(Supplier<T> inner) {
        if (++depth > DEEPEST) {
            throw FormulaError.syntax(next().position(), "The formula is nested too deeply");
        }
        T result = inner.get();
        depth--;
        return result;
    }

    private Token next() {
        return tokens.get(at);
    }

    private boolean take(String symbol) {
        boolean taken = next().is(symbol);
        at += taken ? 1 : 0;
        return taken;
    }

    private void expect(String symbol) {
        if (!take(symbol)) {
            throw unexpected("'" + symbol + "'");
        }
    }

    private FormulaError unexpected(String wanted) {
        return FormulaError.syntax(next().position(), "Expected " + wanted + " instead of " + next());
    }
}
