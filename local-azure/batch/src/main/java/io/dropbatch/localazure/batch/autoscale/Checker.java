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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the wrong names and types of a formula before anything is evaluated. */
final class Checker {

    private final Map<String, Type> variables = new HashMap<>();

    void check(List<Statement> statements) {
        for (Statement statement : statements) {
            Type type = type(statement.expression());
            String name = statement.name();
            if (name != null) {
                assign(name, type, statement.position());
            }
        }
    }

    private void assign(String name, Type type, Position position) {
        if (Metric.named(name).isPresent() || Words.value(name).isPresent()) {
            throw FormulaError.meaning(position, name + " cannot be set");
        }
        Optional<Setting> setting = Setting.named(name);
        if (setting.isPresent() && !type.fits(setting.get().type())) {
            throw FormulaError.meaning(position, name + " is a " + setting.get().type() + ", not a " + type);
        }
        variables.put(name, type);
    }

    private Type type(Expression expression) {
        return switch (expression) {
            case Constant constant -> constant.value().type();
            case Variable variable -> type(variable);
            case Row row -> {
                requireAll(types(row.items()), row.position());
                yield Type.VECTOR;
            }
            case Call call -> type(call);
            case Sampling sampling -> type(sampling);
            case Part part -> {
                require(part.of(), Type.MOMENT, "A member");
                yield Type.NUMBER;
            }
            case Negation negation -> negated(negation);
            case Not not -> {
                require(not.of(), Type.NUMBER, "'!'");
                yield Type.NUMBER;
            }
            case Chain chain -> type(chain);
            case Choice choice -> type(choice);
        };
    }

    private Type type(Variable variable) {
        if (Metric.named(variable.name()).isPresent()) {
            return Type.NUMBER;
        }
        Optional<Setting> setting = Setting.named(variable.name());
        if (setting.isPresent()) {
            return setting.get().type();
        }
        Type type = variables.get(variable.name());
        if (type == null) {
            throw FormulaError.meaning(variable.position(), "The variable " + variable.name() + " is not defined");
        }
        return type;
    }

    private Type type(Call call) {
        List<Type> arguments = types(call.arguments());
        return call.function()
                .result(arguments)
                .orElseThrow(() -> unfit(call.function().word(), call.function().usage(), arguments, call.position()));
    }

    private Type type(Sampling sampling) {
        List<Type> arguments = types(sampling.arguments());
        SamplingMethod method = sampling.method();
        return method.result(arguments)
                .orElseThrow(() -> unfit(
                        sampling.metric() + "."
                                + method.usage().substring(0, method.usage().indexOf('(')),
                        method.usage(),
                        arguments,
                        sampling.position()));
    }

    private Type negated(Negation negation) {
        Type type = type(negation.of());
        if (type != Type.NUMBER && type != Type.INTERVAL && type != Type.ANY) {
            throw FormulaError.meaning(negation.position(), "There is no '-' before a " + type);
        }
        return type;
    }

    private Type type(Chain chain) {
        Type left = type(chain.first());
        for (Link link : chain.rest()) {
            left = type(left, link, type(link.operand()));
        }
        return left;
    }

    private static Type type(Type left, Link link, Type right) {
        return link.operator()
                .result(left, right)
                .orElseThrow(() -> FormulaError.meaning(
                        link.position(),
                        "There is no '" + link.operator() + "' between a " + left + " and a " + right));
    }

    private Type type(Choice choice) {
        require(choice.condition(), Type.NUMBER, "A condition");
        Type then = type(choice.then());
        Type otherwise = type(choice.otherwise());
        return then == otherwise ? then : Type.ANY;
    }

    private List<Type> types(List<Expression> expressions) {
        return expressions.stream().map(this::type).toList();
    }

    private void require(Expression expression, Type wanted, String what) {
        Type type = type(expression);
        if (!type.fits(wanted)) {
            throw FormulaError.meaning(expression.position(), what + " needs a " + wanted + ", not a " + type);
        }
    }

    private static void requireAll(List<Type> items, Position position) {
        if (!items.stream().allMatch(Type::isNumeric)) {
            throw FormulaError.meaning(position, "A doubleVec holds doubles, not " + words(items));
        }
    }

    private static FormulaError unfit(String name, String usage, List<Type> arguments, Position position) {
        return FormulaError.meaning(position, name + " takes " + usage + ", not (" + words(arguments) + ")");
    }

    private static String words(List<Type> types) {
        return types.stream().map(Type::toString).limit(10).collect(Collectors.joining(", "));
    }
}
