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
import io.dropbatch.localazure.batch.autoscale.sample.FormulaContext;
import io.dropbatch.localazure.batch.autoscale.sample.SampleWindow;
import io.dropbatch.localazure.batch.autoscale.sample.SamplingMethod;
import io.dropbatch.localazure.batch.autoscale.value.DoubleVector;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Interval;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Moment;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Number;
import io.dropbatch.localazure.batch.autoscale.value.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One evaluation of a formula. */
final class FormulaEvaluation {

    private static final long MOST_WORK = 1_000_000;

    private final FormulaContext context;
    private final FormulaVariables variables;
    private long work;

    FormulaEvaluation(FormulaContext context) {
        this.context = context;
        this.variables = new FormulaVariables(context);
    }

    FormulaOutcome run(List<FormulaStatement> statements) {
        try {
            statements.forEach(this::execute);
            return variables.outcome();
        } catch (BuiltinRoutine.Stop stop) {
            return variables.outcome();
        } catch (FormulaError error) {
            return variables.brokenOff(error);
        }
    }

    private void execute(FormulaStatement statement) {
        FormulaValue value = value(statement.expression());
        String name = statement.name();
        if (name != null) {
            variables.set(name, value, statement.position());
        }
    }

    private FormulaValue value(FormulaExpression expression) {
        FormulaValue value = switch (expression) {
            case Constant constant -> constant.value();
            case Variable variable -> variables.get(variable.name(), variable.position());
            case Row row -> call(BuiltinRoutine.VEC, values(row.items()), row.position());
            case Call call -> call(call.function(), values(call.arguments()), call.position());
            case Sampling sampling -> ask(sampling, values(sampling.arguments()));
            case Part part -> part.part().of(moment(part.of()));
            case Negation negation -> negated(negation);
            case Not not -> FormulaValue.of(!isTrue(not.of()));
            case Chain chain -> value(chain);
            case Choice choice -> value(isTrue(choice.condition()) ? choice.then() : choice.otherwise());
        };
        spend(value, expression.position());
        return value;
    }

    /** Counts values, to limit nested vectors. */
    private void spend(FormulaValue value, FormulaPosition position) {
        work += value instanceof DoubleVector vector ? vector.size() : 1;
        if (work > MOST_WORK) {
            throw FormulaError.evaluation(position, "The formula needs more than " + MOST_WORK + " steps");
        }
    }

    private List<FormulaValue> values(List<FormulaExpression> expressions) {
        List<FormulaValue> values = new ArrayList<>(expressions.size());
        expressions.forEach(expression -> values.add(value(expression)));
        return values;
    }

    private FormulaValue call(FormulaFunction function, List<FormulaValue> arguments, FormulaPosition position) {
        require(function.result(types(arguments)), function.usage(), position);
        return guarded(position, () -> function.apply(arguments, context));
    }

    private FormulaValue ask(Sampling sampling, List<FormulaValue> arguments) {
        SamplingMethod method = sampling.method();
        require(method.result(types(arguments)), method.usage(), sampling.position());
        return guarded(sampling.position(), () -> method.apply(sampling.metric(), arguments, context));
    }

    private FormulaValue negated(Negation negation) {
        return switch (value(negation.of())) {
            case Number number -> new Number(-number.value());
            case Interval interval -> guarded(negation.position(), interval::negated);
            case FormulaValue other ->
                throw FormulaError.evaluation(negation.position(), "There is no '-' before a " + other.type());
        };
    }

    private FormulaValue value(Chain chain) {
        FormulaValue left = value(chain.first());
        for (Link link : chain.rest()) {
            left = decided(left, link.operator()) ? FormulaValue.of(((Number) left).isTrue()) : value(left, link);
        }
        return left;
    }

    /** Whether the operand after the operator cannot change the result, so that it is not evaluated. */
    private static boolean decided(FormulaValue left, FormulaOperator operator) {
        return left instanceof Number number
                && ((operator == FormulaOperator.AND && !number.isTrue())
                        || (operator == FormulaOperator.OR && number.isTrue()));
    }

    private FormulaValue value(FormulaValue left, Link link) {
        FormulaValue right = value(link.operand());
        FormulaOperator operator = link.operator();
        require(
                operator.result(left.type(), right.type()),
                "values with '" + operator + "' between them, not a " + left.type() + " and a " + right.type(),
                link.position());
        FormulaValue value = guarded(link.position(), () -> operator.apply(left, right));
        spend(value, link.position());
        return value;
    }

    private boolean isTrue(FormulaExpression expression) {
        if (value(expression) instanceof Number number) {
            return number.isTrue();
        }
        throw FormulaError.evaluation(expression.position(), "A condition needs a double");
    }

    private Moment moment(FormulaExpression expression) {
        if (value(expression) instanceof Moment moment) {
            return moment;
        }
        throw FormulaError.evaluation(expression.position(), "A member needs a timestamp");
    }

    private static void require(Optional<ValueKind> result, String usage, FormulaPosition position) {
        if (result.isEmpty()) {
            throw FormulaError.evaluation(position, "Expected " + usage);
        }
    }

    private static FormulaValue guarded(FormulaPosition position, Supplier<FormulaValue> work) {
        try {
            return work.get();
        } catch (SampleWindow.Insufficient e) {
            throw FormulaError.insufficient(position, e.getMessage());
        } catch (ArithmeticException | java.time.DateTimeException e) {
            throw FormulaError.evaluation(position, String.valueOf(e.getMessage()));
        }
    }

    private static List<ValueKind> types(List<FormulaValue> values) {
        return values.stream().map(FormulaValue::type).toList();
    }
}
