package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.Value.Moment;
import io.dropbatch.localazure.batch.autoscale.Value.Number;
import io.dropbatch.localazure.batch.autoscale.Value.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The functions whose arguments and results have a form of their own. */
enum Routine implements Function {
    PERCENTILE("doubleVec v, double p", Type.NUMBER, Type.VECTOR, Type.NUMBER),
    RAND("", Type.NUMBER),
    STOP("", Type.ANY),
    TIME("string dateTime=\"\"", Type.MOMENT),
    VAL("doubleVec v, double i", Type.NUMBER, Type.VECTOR, Type.NUMBER),
    VEC("doubleVecList", Type.VECTOR);

    private final String parameters;
    private final Type result;
    private final List<Type> types;

    Routine(String parameters, Type result, Type... types) {
        this.parameters = parameters;
        this.result = result;
        this.types = List.of(types);
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String usage() {
        return word() + "(" + parameters + ")";
    }

    @Override
    public Optional<Type> result(List<Type> arguments) {
        boolean taken = switch (this) {
            case VEC -> arguments.stream().allMatch(Type::isNumeric);
            case TIME -> arguments.isEmpty() || fits(arguments, List.of(Type.TEXT));
            case PERCENTILE, RAND, STOP, VAL -> fits(arguments, types);
        };
        return taken ? Optional.of(result) : Optional.empty();
    }

    @Override
    public Value apply(List<Value> arguments, Surroundings surroundings) {
        return switch (this) {
            case PERCENTILE ->
                new Number(Statistics.percentile(vector(arguments).toArray(), number(arguments)));
            case RAND -> new Number(surroundings.random().nextDouble());
            case STOP -> throw Stop.NOW;
            case TIME -> time(arguments, surroundings);
            case VAL -> element(vector(arguments), number(arguments));
            case VEC -> Vector.joined(arguments);
        };
    }

    private static boolean fits(List<Type> arguments, List<Type> wanted) {
        if (arguments.size() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!arguments.get(i).fits(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Vector vector(List<Value> arguments) {
        return (Vector) arguments.get(0);
    }

    private static double number(List<Value> arguments) {
        return ((Number) arguments.get(1)).value();
    }

    private static Value element(Vector vector, double index) {
        if (!(index > -1) || (int) index >= vector.size()) {
            throw new ArithmeticException(
                    "There is no element " + Number.format(index) + " in a doubleVec of " + vector.size());
        }
        return new Number(vector.at((int) index));
    }

    private static Value time(List<Value> arguments, Surroundings surroundings) {
        String text = arguments.isEmpty() ? "" : ((Text) arguments.get(0)).value();
        return new Moment(text.isBlank() ? surroundings.now() : TimeText.read(text));
    }

    /** Thrown to end an evaluation where its formula says so. */
    static final class Stop extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private static final Stop NOW = new Stop();

        private Stop() {
            super(null, null, false, false);
        }
    }
}
