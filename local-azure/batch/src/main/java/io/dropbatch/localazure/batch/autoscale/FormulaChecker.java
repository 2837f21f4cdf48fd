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
import io.dropbatch.localazure.batch.autoscale.sample.PoolMetric;
import io.dropbatch.localazure.batch.autoscale.sample.SamplingMethod;
import io.dropbatch.localazure.batch.autoscale.value.ValueKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the wrong names and types of a formula before anything is evaluated. */
final class FormulaChecker {

    private final Map<String, ValueKind> variables = new HashMap<>();

    void check(List<FormulaStatement> statements) {
        for (FormulaStatement statement : statements) {
            ValueKind valueKind = type(statement.expression());
            String name = statement.name();
            if (name != null) {
                assign(name, valueKind, statement.position());
            }
        }
    }

    private void assign(String name, ValueKind valueKind, FormulaPosition position) {
        if (PoolMetric.named(name).isPresent() || FormulaNames.value(name).isPresent()) {
            throw FormulaError.meaning(position, name + " cannot be set");
        }
        Optional<FormulaSetting> setting = FormulaSetting.named(name);
        if (setting.isPresent() && !valueKind.fits(setting.get().type())) {
            throw FormulaError.meaning(position, name + " is a " + setting.get().type() + ", not a " + valueKind);
        }
        variables.put(name, valueKind);
    }

    private ValueKind type(FormulaExpression expression) {
        return switch (expression) {
            case Constant constant -> constant.value().type();
            case Variable variable -> type(variable);
            case Row row -> {
                requireAll(types(row.items()), row.position());
                yield ValueKind.VECTOR;
            }
            case Call call -> type(call);
            case Sampling sampling -> type(sampling);
            case Part part -> {
                require(part.of(), ValueKind.MOMENT, "A member");
                yield ValueKind.NUMBER;
            }
            case Negation negation -> negated(negation);
            case Not not -> {
                require(not.of(), ValueKind.NUMBER, "'!'");
                yield ValueKind.NUMBER;
            }
            case Chain chain -> type(chain);
            case Choice choice -> type(choice);
        };
    }

    private ValueKind type(Variable variable) {
        if (PoolMetric.named(variable.name()).isPresent()) {
            return ValueKind.NUMBER;
        }
        Optional<FormulaSetting> setting = FormulaSetting.named(variable.name());
        if (setting.isPresent()) {
            return setting.get().type();
        }
        ValueKind valueKind = variables.get(variable.name());
        if (valueKind == null) {
            throw FormulaError.meaning(variable.position(), "The variable " + variable.name() + " is not defined");
        }
        return valueKind;
    }

    private ValueKind type(Call call) {
        List<ValueKind> arguments = types(call.arguments());
        return call.function()
                .result(arguments)
                .orElseThrow(() -> unfit(call.function().word(), call.function().usage(), arguments, call.position()));
    }

    private ValueKind type(Sampling sampling) {
        List<ValueKind> arguments = types(sampling.arguments());
        SamplingMethod method = sampling.method();
        return method.result(arguments)
                .orElseThrow(() -> unfit(
                        sampling.metric() + "."
                                + method.usage().substring(0, method.usage().indexOf('(')),
                        method.usage(),
                        arguments,
                        sampling.position()));
    }

    private ValueKind negated(Negation negation) {
        ValueKind valueKind = type(negation.of());
        if (valueKind != ValueKind.NUMBER && valueKind != ValueKind.INTERVAL && valueKind != ValueKind.ANY) {
            throw FormulaError.meaning(negation.position(), "There is no '-' before a " + valueKind);
        }
        return valueKind;
    }

    private ValueKind type(Chain chain) {
        ValueKind left = type(chain.first());
        for (Link link : chain.rest()) {
            left = type(left, link, type(link.operand()));
        }
        return left;
    }

    private static ValueKind type(ValueKind left, Link link, ValueKind right) {
        return link.operator()
                .result(left, right)
                .orElseThrow(() -> FormulaError.meaning(
                        link.position(),
                        "There is no '" + link.operator() + "' between a " + left + " and a " + right));
    }

    private ValueKind type(Choice choice) {
        require(choice.condition(), ValueKind.NUMBER, "A condition");
        ValueKind then = type(choice.then());
        ValueKind otherwise = type(choice.otherwise());
        return then == otherwise ? then : ValueKind.ANY;
    }

    private List<ValueKind> types(List<FormulaExpression> expressions) {
        return expressions.stream().map(this::type).toList();
    }

    private void require(FormulaExpression expression, ValueKind wanted, String what) {
        ValueKind valueKind = type(expression);
        if (!valueKind.fits(wanted)) {
            throw FormulaError.meaning(expression.position(), what + " needs a " + wanted + ", not a " + valueKind);
        }
    }

    private static void requireAll(List<ValueKind> items, FormulaPosition position) {
        if (!items.stream().allMatch(ValueKind::isNumeric)) {
            throw FormulaError.meaning(position, "A doubleVec holds doubles, not " + words(items));
        }
    }

    private static FormulaError unfit(String name, String usage, List<ValueKind> arguments, FormulaPosition position) {
        return FormulaError.meaning(position, name + " takes " + usage + ", not (" + words(arguments) + ")");
    }

    private static String words(List<ValueKind> types) {
        return types.stream().map(ValueKind::toString).limit(10).collect(Collectors.joining(", "));
    }
}
