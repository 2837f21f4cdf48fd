package io.dropbatch.localazure.batch.autoscale;

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
sealed interface Function permits Function.Fold, Function.Each, Routine {

    String word();

    /** What it takes, in the words of the documentation. */
    String usage();

    /** The type of its result, or nothing where it does not take such arguments. */
    Optional<Type> result(List<Type> arguments);

    /** Its value for arguments that it takes. */
    Value apply(List<Value> arguments, Surroundings surroundings);

    static Optional<Function> named(String name) {
        return Optional.ofNullable(Names.BY_WORD.get(name));
    }

    /** Makes one double of a list of doubles and vectors. */
    record Fold(String word, ToDoubleFunction<double[]> fold) implements Function {

        @Override
        public String usage() {
            return word + "(doubleVecList)";
        }

        @Override
        public Optional<Type> result(List<Type> arguments) {
            return arguments.stream().allMatch(Type::isNumeric) ? Optional.of(Type.NUMBER) : Optional.empty();
        }

        @Override
        public Value apply(List<Value> arguments, Surroundings surroundings) {
            return new Value.Number(fold.applyAsDouble(Vector.joined(arguments).toArray()));
        }
    }

    /** Changes a double, or each component of a list of doubles and vectors. */
    record Each(String word, DoubleUnaryOperator change) implements Function {

        @Override
        public String usage() {
            return word + "(double) or " + word + "(doubleVecList)";
        }

        @Override
        public Optional<Type> result(List<Type> arguments) {
            if (arguments.size() == 1) {
                return Optional.of(arguments.get(0)).filter(Type::isNumeric);
            }
            return arguments.stream().allMatch(Type::isNumeric) ? Optional.of(Type.VECTOR) : Optional.empty();
        }

        @Override
        public Value apply(List<Value> arguments, Surroundings surroundings) {
            if (arguments.size() == 1 && arguments.get(0) instanceof Value.Number number) {
                return new Value.Number(change.applyAsDouble(number.value()));
            }
            return Vector.joined(arguments).map(change);
        }
    }

    /** The functions by their names. */
    final class Names {

        private static final Map<String, Function> BY_WORD = new HashMap<>();

        static {
            Stream.concat(
                            Stream.of(Routine.values()),
                            Stream.of(
                                    new Fold("avg", Statistics::average),
                                    new Fold("len", numbers -> numbers.length),
                                    new Fold("max", Statistics::greatest),
                                    new Fold("min", Statistics::least),
                                    new Fold("norm", Statistics::norm),
                                    new Fold("range", Statistics::range),
                                    new Fold("std", Statistics::deviation),
                                    new Fold("sum", Statistics::sum),
                                    new Each("ceil", Math::ceil),
                                    new Each("floor", Math::floor),
                                    new Each("lg", number -> Math.log(number) / Math.log(2)),
                                    new Each("ln", Math::log),
                                    new Each("log", Math::log10),
                                    new Each("round", Statistics::rounded)))
                    .forEach(function -> BY_WORD.put(function.word(), function));
        }

        private Names() {}
    }
}
