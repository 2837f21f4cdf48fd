package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.FormulaExpression.Call;
import io.dropbatch.localazure.batch.autoscale.FormulaExpression.Chain;
import io.dropbatch.localazure.batch.autoscale.FormulaExpression.Choice;
import io.dropbatch.localazure.batch.autoscale.FormulaExpression.Constant;
import io.dropbatch.localazure.batch.autoscale.FormulaExpression.Link;
import io.dropbatch.localazure.batch.autoscale.FormulaExpression.Negation;
import io.dropbatch.localazure.batch.autoscale.FormulaExpression.Not;
import io.dropbatch.localazure.batch.autoscale.FormulaExpression.Part;
import io.dropbatch.localazure.batch.autoscale.FormulaExpression.Row;
import io.dropbatch.localazure.batch.autoscale.FormulaExpression.Sampling;
import io.dropbatch.localazure.batch.autoscale.FormulaExpression.Variable;
import io.dropbatch.localazure.batch.autoscale.FormulaToken.Kind;
import io.dropbatch.localazure.batch.autoscale.sample.PoolMetric;
import io.dropbatch.localazure.batch.autoscale.sample.SamplingMethod;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue;
import io.dropbatch.localazure.batch.autoscale.value.MomentPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Parses the tokens of a formula into statements. */
final class FormulaParser {

    private static final int MOST_STATEMENTS = 100;
    private static final int DEEPEST = 100;

    private final List<FormulaToken> tokens;
    private int at;
    private int depth;

    private FormulaParser(List<FormulaToken> tokens) {
        this.tokens = tokens;
    }

    static List<FormulaStatement> parse(String formula) {
        return new FormulaParser(FormulaScanner.scan(formula)).statements();
    }

    private List<FormulaStatement> statements() {
        List<FormulaStatement> statements = new ArrayList<>();
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

    private FormulaStatement statement() {
        FormulaToken first = next();
        if (first.kind() == Kind.NAME && tokens.get(at + 1).is("=")) {
            at += 2;
            return new FormulaStatement(first.text(), first.position(), expression());
        }
        return new FormulaStatement(null, first.position(), expression());
    }

    private FormulaExpression expression() {
        return nested(() -> {
            FormulaExpression condition = chain(1);
            FormulaToken question = next();
            if (!take("?")) {
                return condition;
            }
            FormulaExpression then = expression();
            expect(":");
            return new Choice(condition, then, expression(), question.position());
        });
    }

    private FormulaExpression chain(int precedence) {
        if (precedence > FormulaOperator.TIGHTEST) {
            return operand();
        }
        FormulaExpression first = chain(precedence + 1);
        List<Link> rest = new ArrayList<>();
        for (Optional<FormulaOperator> operator = operator(precedence);
                operator.isPresent();
                operator = operator(precedence)) {
            FormulaPosition position = tokens.get(at - 1).position();
            rest.add(new Link(operator.get(), chain(precedence + 1), position));
        }
        return rest.isEmpty() ? first : new Chain(first, List.copyOf(rest));
    }

    private Optional<FormulaOperator> operator(int precedence) {
        Optional<FormulaOperator> operator =
                next().kind() == Kind.SYMBOL ? FormulaOperator.of(next().text(), precedence) : Optional.empty();
        operator.ifPresent(found -> at++);
        return operator;
    }

    private FormulaExpression operand() {
        FormulaToken sign = next();
        if (take("-")) {
            return nested(() -> new Negation(operand(), sign.position()));
        }
        if (take("!")) {
            return nested(() -> new Not(operand(), sign.position()));
        }
        FormulaExpression operand = primary();
        return next().is(".") ? member(operand) : operand;
    }

    private FormulaExpression member(FormulaExpression of) {
        expect(".");
        FormulaToken name = next();
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

    private FormulaExpression sampling(FormulaExpression of, FormulaToken name) {
        FormulaPosition position = next().position();
        SamplingMethod method = SamplingMethod.named(name.text())
                .orElseThrow(() -> FormulaError.meaning(name.position(), "There is no method " + name.text()));
        if (of instanceof Variable variable) {
            PoolMetric metric = PoolMetric.named(variable.name())
                    .orElseThrow(() -> FormulaError.meaning(
                            variable.position(), variable.name() + " is no variable with samples"));
            return new Sampling(metric, method, arguments(), position);
        }
        throw FormulaError.meaning(of.position(), "Only a service-defined variable has samples");
    }

    private FormulaExpression primary() {
        FormulaToken token = next();
        if (take("(")) {
            FormulaExpression inner = expression();
            expect(")");
            return inner;
        }
        if (take("[")) {
            return new Row(list("]"), token.position());
        }
        return switch (token.kind()) {
            case NUMBER -> number(token);
            case STRING -> constant(new FormulaValue.Text(token.text()));
            case NAME -> tokens.get(at + 1).is("(") ? call(token) : name(token);
            case SYMBOL, END -> throw unexpected("a value");
        };
    }

    private FormulaExpression number(FormulaToken token) {
        double number = Double.parseDouble(token.text());
        if (Double.isInfinite(number)) {
            throw FormulaError.syntax(token.position(), "The number is too large");
        }
        return constant(new FormulaValue.Number(number));
    }

    private FormulaExpression name(FormulaToken token) {
        Optional<FormulaValue> value = FormulaNames.value(token.text());
        if (value.isPresent()) {
            return constant(value.get());
        }
        at++;
        return new Variable(token.text(), token.position());
    }

    private FormulaExpression call(FormulaToken name) {
        FormulaFunction function = FormulaFunction.named(name.text())
                .orElseThrow(() -> FormulaError.meaning(name.position(), "There is no function " + name.text()));
        at++;
        FormulaPosition position = next().position();
        return new Call(function, arguments(), position);
    }

    private List<FormulaExpression> arguments() {
        expect("(");
        return list(")");
    }

    private List<FormulaExpression> list(String end) {
        List<FormulaExpression> items = new ArrayList<>();
        if (take(end)) {
            return items;
        }
        do {
            items.add(expression());
        } while (take(","));
        expect(end);
        return items;
    }

    private FormulaExpression constant(FormulaValue value) {
        FormulaPosition position = next().position();
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

    private FormulaToken next() {
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
