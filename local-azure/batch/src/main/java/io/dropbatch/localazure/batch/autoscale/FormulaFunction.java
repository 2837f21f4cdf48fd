package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.sample.FormulaContext;
import io.dropbatch.localazure.batch.autoscale.value.DoubleVector;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue;
import io.dropbatch.localazure.batch.autoscale.value.ValueKind;
import io.dropbatch.localazure.batch.autoscale.value.VectorStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A function that formulas can call.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-automatic-scaling#functions">the table of functions</a>
 */
sealed interface FormulaFunction permits FormulaFunction.Fold, FormulaFunction.Each, BuiltinRoutine {

    String word();

    /** Its parameters, in the words of the documentation. */
    String usage();

    /** The type of its result; empty if it does not accept such arguments. */
    Optional<ValueKind> result(List<ValueKind> arguments);

    /** Its value for valid arguments. */
    FormulaValue apply(List<FormulaValue> arguments, FormulaContext context);

    static Optional<FormulaFunction> named(String name) {
        return Optional.ofNullable(Names.BY_WORD.get(name));
    }

    /** Reduces a list of doubles and vectors to one double. */
    record Fold(String word, ToDoubleFunction<double[]> fold) implements FormulaFunction {

        @Override
        public String usage() {
            return word + "(doubleVecList)";
        }

        @Override
        public Optional<ValueKind> result(List<ValueKind> arguments) {
            return arguments.stream().allMatch(ValueKind::isNumeric) ? Optional.of(ValueKind.NUMBER) : Optional.empty();
        }

        @Override
        public FormulaValue apply(List<FormulaValue> arguments, FormulaContext context) {
            return new FormulaValue.Number(
                    fold.applyAsDouble(DoubleVector.joined(arguments).toArray()));
        }
    }

    /** Changes a double, or each component of a list of doubles and vectors. */
    record Each(String word, DoubleUnaryOperator change) implements FormulaFunction {

        @Override
        public String usage() {
            return word + "(double) or " + word + "(doubleVecList)";
        }

        @Override
        public Optional<ValueKind> result(List<ValueKind> arguments) {
            if (arguments.size() == 1) {
                return Optional.of(arguments.get(0)).filter(ValueKind::isNumeric);
            }
            return arguments.stream().allMatch(ValueKind::isNumeric) ? Optional.of(ValueKind.VECTOR) : Optional.empty();
        }

        @Override
        public FormulaValue apply(List<FormulaValue> arguments, FormulaContext context) {
            if (arguments.size() == 1 && arguments.get(0) instanceof FormulaValue.Number number) {
                return new FormulaValue.Number(change.applyAsDouble(number.value()));
            }
            return DoubleVector.joined(arguments).map(change);
        }
    }

    /** The functions by their names. */
    final class Names {

        private static final Map<String, FormulaFunction> BY_WORD = new HashMap<>();

        static {
            Stream.concat(
                            Stream.of(BuiltinRoutine.values()),
                            Stream.of(
                                    new Fold("avg", VectorStatistics::average),
                                    new Fold("len", numbers -> numbers.length),
                                    new Fold("max", VectorStatistics::greatest),
                                    new Fold("min", VectorStatistics::least),
                                    new Fold("norm", VectorStatistics::norm),
                                    new Fold("range", VectorStatistics::range),
                                    new Fold("std", VectorStatistics::deviation),
                                    new Fold("sum", VectorStatistics::sum),
                                    new Each("ceil", Math::ceil),
                                    new Each("floor", Math::floor),
                                    new Each("lg", number -> Math.log(number) / Math.log(2)),
                                    new Each("ln", Math::log),
                                    new Each("log", Math::log10),
                                    new Each("round", VectorStatistics::rounded)))
                    .forEach(function -> BY_WORD.put(function.word(), function));
        }

        private Names() {}
    }
}
