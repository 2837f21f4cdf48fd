package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.Value.Interval;
import io.dropbatch.localazure.batch.autoscale.Value.Moment;
import io.dropbatch.localazure.batch.autoscale.Value.Number;
import io.dropbatch.localazure.batch.autoscale.Value.Text;
import java.util.Optional;

/**
 * An operator between two values.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-automatic-scaling#operations">the table of operations</a>
 */
enum Operator {
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

    /** The precedence of the operators that bind most. */
    static final int TIGHTEST = 6;

    private final String symbol;
    private final int precedence;

    Operator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    static Optional<Operator> of(String symbol, int precedence) {
        for (Operator operator : values()) {
            if (operator.precedence == precedence && operator.symbol.equals(symbol)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    /** The type of the result, or nothing where the operator does not go between such values. */
    Optional<Type> result(Type left, Type right) {
        if (left == Type.ANY || right == Type.ANY) {
            return Optional.of(Type.ANY);
        }
        return switch (this) {
            case OR, AND -> when(left == Type.NUMBER && right == Type.NUMBER, Type.NUMBER);
            case EQUAL, UNEQUAL, LESS, AT_MOST, GREATER, AT_LEAST ->
                when(left == right && left != Type.VECTOR, Type.NUMBER);
            case PLUS, MINUS, TIMES, DIVIDED -> arithmetic(left, right);
        };
    }

    /** The result for values between which the operator goes. */
    Value apply(Value left, Value right) {
        return switch (this) {
            case OR -> Value.of(isTrue(left) || isTrue(right));
            case AND -> Value.of(isTrue(left) && isTrue(right));
            case EQUAL, UNEQUAL, LESS, AT_MOST, GREATER, AT_LEAST -> Value.of(compare(left, right));
            case PLUS, MINUS, TIMES, DIVIDED -> calculate(left, right);
        };
    }

    @Override
    public String toString() {
        return symbol;
    }

    private Optional<Type> arithmetic(Type left, Type right) {
        boolean sum = this == PLUS || this == MINUS;
        return switch (left) {
            case NUMBER ->
                right == Type.INTERVAL ? when(this == TIMES, Type.INTERVAL) : when(right == Type.NUMBER, right);
            case VECTOR -> when(right.isNumeric(), Type.VECTOR);
            case INTERVAL ->
                switch (right) {
                    case NUMBER -> when(!sum, Type.INTERVAL);
                    case INTERVAL -> when(sum, Type.INTERVAL);
                    case MOMENT -> when(this == PLUS, Type.MOMENT);
                    case VECTOR, TEXT, ANY -> Optional.empty();
                };
            case MOMENT ->
                right == Type.MOMENT
                        ? when(this == MINUS, Type.INTERVAL)
                        : when(sum && right == Type.INTERVAL, Type.MOMENT);
            case TEXT, ANY -> Optional.empty();
        };
    }

    private static Optional<Type> when(boolean allowed, Type type) {
        return allowed ? Optional.of(type) : Optional.empty();
    }

    private boolean compare(Value left, Value right) {
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

    private static int order(Value left, Value right) {
        return switch (new Operands(left, right)) {
            case Operands(Text a, Text b) -> a.value().compareTo(b.value());
            case Operands(Moment a, Moment b) -> a.value().compareTo(b.value());
            case Operands(Interval a, Interval b) -> Long.compare(a.ticks(), b.ticks());
            case Operands other -> throw other.unfit();
        };
    }

    private Value calculate(Value left, Value right) {
        return switch (new Operands(left, right)) {
            case Operands(Number a, Number b) -> new Number(calculate(a.value(), b.value()));
            case Operands(Vector a, Number b) -> a.map(item -> calculate(item, b.value()));
            case Operands(Vector a, Vector b) -> a.zip(b, this::calculate);
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

    private static boolean isTrue(Value value) {
        return value instanceof Number number && number.isTrue();
    }

    private record Operands(Value left, Value right) {

        IllegalStateException unfit() {
            return new IllegalStateException(left.type() + " and " + right.type());
        }
    }
}
