package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.value.DoubleVector;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Interval;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Moment;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Number;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Text;
import io.dropbatch.localazure.batch.autoscale.value.ValueKind;
import java.util.Optional;

/**
 * An operator between two values.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-automatic-scaling#operations">the table of operations</a>
 */
enum FormulaOperator {
    OR("||", 1),
    AND("&&", 2),
    EQUAL("==", 3),
    UNEQUAL("!=", 3),
    LESS("<", 4),
    AT_MOST("<=", 4),
    GREATER(">", 4),
    AT_LEAST(">=", 4),
    PLUS("+", 5),
    MINUS("-", 5),
    TIMES("*", 6),
    DIVIDED("/", 6);

    /** The highest precedence of an operator. */
    static final int TIGHTEST = 6;

    private final String symbol;
    private final int precedence;

    FormulaOperator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    static Optional<FormulaOperator> of(String symbol, int precedence) {
        for (FormulaOperator operator : values()) {
            if (operator.precedence == precedence && operator.symbol.equals(symbol)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    /** The type of the result; empty if the operator does not accept such operands. */
    Optional<ValueKind> result(ValueKind left, ValueKind right) {
        if (left == ValueKind.ANY || right == ValueKind.ANY) {
            return Optional.of(ValueKind.ANY);
        }
        return switch (this) {
            case OR, AND -> when(left == ValueKind.NUMBER && right == ValueKind.NUMBER, ValueKind.NUMBER);
            case EQUAL, UNEQUAL, LESS, AT_MOST, GREATER, AT_LEAST ->
                when(left == right && left != ValueKind.VECTOR, ValueKind.NUMBER);
            case PLUS, MINUS, TIMES, DIVIDED -> arithmetic(left, right);
        };
    }

    /** The result for valid operands. */
    FormulaValue apply(FormulaValue left, FormulaValue right) {
        return switch (this) {
            case OR -> FormulaValue.of(isTrue(left) || isTrue(right));
            case AND -> FormulaValue.of(isTrue(left) && isTrue(right));
            case EQUAL, UNEQUAL, LESS, AT_MOST, GREATER, AT_LEAST -> FormulaValue.of(compare(left, right));
            case PLUS, MINUS, TIMES, DIVIDED -> calculate(left, right);
        };
    }

    @Override
    public String toString() {
        return symbol;
    }

    private Optional<ValueKind> arithmetic(ValueKind left, ValueKind right) {
        boolean sum = this == PLUS || this == MINUS;
        return switch (left) {
            case NUMBER ->
                right == ValueKind.INTERVAL
                        ? when(this == TIMES, ValueKind.INTERVAL)
                        : when(right == ValueKind.NUMBER, right);
            case VECTOR -> when(right.isNumeric(), ValueKind.VECTOR);
            case INTERVAL ->
                switch (right) {
                    case NUMBER -> when(!sum, ValueKind.INTERVAL);
                    case INTERVAL -> when(sum, ValueKind.INTERVAL);
                    case MOMENT -> when(this == PLUS, ValueKind.MOMENT);
                    case VECTOR, TEXT, ANY -> Optional.empty();
                };
            case MOMENT ->
                right == ValueKind.MOMENT
                        ? when(this == MINUS, ValueKind.INTERVAL)
                        : when(sum && right == ValueKind.INTERVAL, ValueKind.MOMENT);
            case TEXT, ANY -> Optional.empty();
        };
    }

    private static Optional<ValueKind> when(boolean allowed, ValueKind valueKind) {
        return allowed ? Optional.of(valueKind) : Optional.empty();
    }

    private boolean compare(FormulaValue left, FormulaValue right) {
        if (left instanceof Number a && right instanceof Number b) {
            return compare(a.value(), b.value());
        }
        return compare(Integer.signum(order(left, right)), 0);
    }

    private boolean compare(double left, double right) {
        return switch (this) {
            case EQUAL -> left == right;
            case UNEQUAL -> left != right;
            case LESS -> left < right;
            case AT_MOST -> left <= right;
            case GREATER -> left > right;
            case AT_LEAST -> left >= right;
            case OR, AND, PLUS, MINUS, TIMES, DIVIDED -> throw new IllegalStateException(symbol);
        };
    }

    private static int order(FormulaValue left, FormulaValue right) {
        return switch (new Operands(left, right)) {
            case Operands(Text a, Text b) -> a.value().compareTo(b.value());
            case Operands(Moment a, Moment b) -> a.value().compareTo(b.value());
            case Operands(Interval a, Interval b) -> Long.compare(a.ticks(), b.ticks());
            case Operands other -> throw other.unfit();
        };
    }

    private FormulaValue calculate(FormulaValue left, FormulaValue right) {
        return switch (new Operands(left, right)) {
            case Operands(Number a, Number b) -> new Number(calculate(a.value(), b.value()));
            case Operands(DoubleVector a, Number b) -> a.map(item -> calculate(item, b.value()));
            case Operands(DoubleVector a, DoubleVector b) -> a.zip(b, this::calculate);
            case Operands(Number a, Interval b) -> Interval.ofTicks(a.value() * b.ticks());
            case Operands(Interval a, Number b) -> Interval.ofTicks(calculate(a.ticks(), b.value()));
            case Operands(Interval a, Interval b) -> a.plus(this == MINUS ? b.negated() : b);
            case Operands(Interval a, Moment b) -> b.plus(a);
            case Operands(Moment a, Interval b) -> a.plus(this == MINUS ? b.negated() : b);
            case Operands(Moment a, Moment b) -> a.minus(b);
            case Operands other -> throw other.unfit();
        };
    }

    private double calculate(double left, double right) {
        return switch (this) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case DIVIDED -> left / right;
            case OR, AND, EQUAL, UNEQUAL, LESS, AT_MOST, GREATER, AT_LEAST -> throw new IllegalStateException(symbol);
        };
    }

    private static boolean isTrue(FormulaValue value) {
        return value instanceof Number number && number.isTrue();
    }

    private record Operands(FormulaValue left, FormulaValue right) {

        IllegalStateException unfit() {
            return new IllegalStateException(left.type() + " and " + right.type());
        }
    }
}
