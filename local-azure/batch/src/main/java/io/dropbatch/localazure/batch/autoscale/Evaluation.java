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
import io.dropbatch.localazure.batch.autoscale.Value.Interval;
import io.dropbatch.localazure.batch.autoscale.Value.Moment;
import io.dropbatch.localazure.batch.autoscale.Value.Number;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One evaluation of a formula. */
final class Evaluation {

    private static final long MOST_WORK = 1_000_000;

    private final Surroundings surroundings;
    private final Variables variables;
    private long work;

    Evaluation(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.variables = new Variables(surroundings);
    }

    Outcome run(List<Statement> statements) {
        try {
            statements.forEach(this::execute);
            return variables.outcome();
        } catch (Routine.Stop stop) {
            return variables.outcome();
        } catch (FormulaError error) {
            return variables.brokenOff(error);
        }
    }

    private void execute(Statement statement) {
        Value value = value(statement.expression());
        String name = statement.name();
        if (name != null) {
            variables.set(name, value, statement.position());
        }
    }

    private Value value(Expression expression) {
        Value value = switch (expression) {
            case Constant constant -> constant.value();
            case Variable variable -> variables.get(variable.name(), variable.position());
            case Row row -> call(Routine.VEC, values(row.items()), row.position());
            case Call call -> call(call.function(), values(call.arguments()), call.position());
            case Sampling sampling -> ask(sampling, values(sampling.arguments()));
            case Part part -> part.part().of(moment(part.of()));
            case Negation negation -> negated(negation);
            case Not not -> Value.of(!isTrue(not.of()));
            case Chain chain -> value(chain);
            case Choice choice -> value(isTrue(choice.condition()) ? choice.then() : choice.otherwise());
        };
        spend(value, expression.position());
        return value;
    }

    /** Counts values, so that vectors of vectors of vectors come to an end. */
    private void spend(Value value, Position position) {
        work += value instanceof Vector vector ? vector.size() : 1;
        if (work > MOST_WORK) {
            throw FormulaError.evaluation(position, "The formula needs more than " + MOST_WORK + " steps");
        }
    }

    private List<Value> values(List<Expression> expressions) {
        List<Value> values = new ArrayList<>(expressions.size());
        expressions.forEach(expression -> values.add(value(expression)));
        return values;
    }

    private Value call(Function function, List<Value> arguments, Position position) {
        require(function.result(types(arguments)), function.usage(), position);
        return guarded(position, () -> function.apply(arguments, surroundings));
    }

    private Value ask(Sampling sampling, List<Value> arguments) {
        SamplingMethod method = sampling.method();
        require(method.result(types(arguments)), method.usage(), sampling.position());
        return guarded(sampling.position(), () -> method.apply(sampling.metric(), arguments, surroundings));
    }

    private Value negated(Negation negation) {
        return switch (value(negation.of())) {
            case Number number -> new Number(-number.value());
            case Interval interval -> guarded(negation.position(), interval::negated);
            case Value other ->
                throw FormulaError.evaluation(negation.position(), "There is no '-' before a " + other.type());
        };
    }

    private Value value(Chain chain) {
        Value left = value(chain.first());
        for (Link link : chain.rest()) {
            left = decided(left, link.operator()) ? Value.of(((Number) left).isTrue()) : value(left, link);
        }
        return left;
    }

    /** Whether what follows the operator changes nothing any more, and is not looked at. */
    private static boolean decided(Value left, Operator operator) {
        return left instanceof Number number
                && ((operator == Operator.AND && !number.isTrue()) || (operator == Operator.OR && number.isTrue()));
    }

    private Value value(Value left, Link link) {
        Value right = value(link.operand());
        Operator operator = link.operator();
        require(
                operator.result(left.type(), right.type()),
                "values with '" + operator + "' between them, not a " + left.type() + " and a " + right.type(),
                link.position());
        Value value = guarded(link.position(), () -> operator.apply(left, right));
        spend(value, link.position());
        return value;
    }

    private boolean isTrue(Expression expression) {
        if (value(expression) instanceof Number number) {
            return number.isTrue();
        }
        throw FormulaError.evaluation(expression.position(), "A condition needs a double");
    }

    private Moment moment(Expression expression) {
        if (value(expression) instanceof Moment moment) {
            return moment;
        }
        throw FormulaError.evaluation(expression.position(), "A member needs a timestamp");
    }

    private static void require(Optional<Type> result, String usage, Position position) {
        if (result.isEmpty()) {
            throw FormulaError.evaluation(position, "Expected " + usage);
        }
    }

    private static Value guarded(Position position, Supplier<Value> work) {
        try {
            return work.get();
        } catch (SampleWindow.Insufficient e) {
            throw FormulaError.insufficient(position, e.getMessage());
        } catch (ArithmeticException | java.time.DateTimeException e) {
            throw FormulaError.evaluation(position, String.valueOf(e.getMessage()));
        }
    }

    private static List<Type> types(List<Value> values) {
        return values.stream().map(Value::type).toList();
    }
}
