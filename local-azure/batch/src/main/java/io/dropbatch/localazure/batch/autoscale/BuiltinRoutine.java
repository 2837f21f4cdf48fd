package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.sample.FormulaContext;
import io.dropbatch.localazure.batch.autoscale.value.DoubleVector;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Moment;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Number;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Text;
import io.dropbatch.localazure.batch.autoscale.value.TimeText;
import io.dropbatch.localazure.batch.autoscale.value.ValueKind;
import io.dropbatch.localazure.batch.autoscale.value.VectorStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The functions with special arguments and results. */
enum BuiltinRoutine implements FormulaFunction {
    PERCENTILE("doubleVec v, double p", ValueKind.NUMBER, ValueKind.VECTOR, ValueKind.NUMBER),
    RAND("", ValueKind.NUMBER),
    STOP("", ValueKind.ANY),
    TIME("string dateTime=\"\"", ValueKind.MOMENT),
    VAL("doubleVec v, double i", ValueKind.NUMBER, ValueKind.VECTOR, ValueKind.NUMBER),
    VEC("doubleVecList", ValueKind.VECTOR);

    private final String parameters;
    private final ValueKind result;
    private final List<ValueKind> types;

    BuiltinRoutine(String parameters, ValueKind result, ValueKind... types) {
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
    public Optional<ValueKind> result(List<ValueKind> arguments) {
        boolean taken = switch (this) {
            case VEC -> arguments.stream().allMatch(ValueKind::isNumeric);
            case TIME -> arguments.isEmpty() || fits(arguments, List.of(ValueKind.TEXT));
            case PERCENTILE, RAND, STOP, VAL -> fits(arguments, types);
        };
        return taken ? Optional.of(result) : Optional.empty();
    }

    @Override
    public FormulaValue apply(List<FormulaValue> arguments, FormulaContext context) {
        return switch (this) {
            case PERCENTILE ->
                new Number(VectorStatistics.percentile(vector(arguments).toArray(), number(arguments)));
            case RAND -> new Number(context.random().nextDouble());
            case STOP -> throw Stop.NOW;
            case TIME -> time(arguments, context);
            case VAL -> element(vector(arguments), number(arguments));
            case VEC -> DoubleVector.joined(arguments);
        };
    }

    private static boolean fits(List<ValueKind> arguments, List<ValueKind> wanted) {
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

    private static DoubleVector vector(List<FormulaValue> arguments) {
        return (DoubleVector) arguments.get(0);
    }

    private static double number(List<FormulaValue> arguments) {
        return ((Number) arguments.get(1)).value();
    }

    private static FormulaValue element(DoubleVector vector, double index) {
        if (!(index > -1) || (int) index >= vector.size()) {
            throw new ArithmeticException(
                    "There is no element " + Number.format(index) + " in a doubleVec of " + vector.size());
        }
        return new Number(vector.at((int) index));
    }

    private static FormulaValue time(List<FormulaValue> arguments, FormulaContext context) {
        String text = arguments.isEmpty() ? "" : ((Text) arguments.get(0)).value();
        return new Moment(text.isBlank() ? context.now() : TimeText.read(text));
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
