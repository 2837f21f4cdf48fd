package io.dropbatch.localazure.batch.autoscale.value;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** A vector of doubles. */
public final class DoubleVector implements FormulaValue {

    private static final int LONGEST = 10_000;

    private final double[] items;

    public DoubleVector(double... items) {
        this.items = items;
    }

    /** The numbers of a list of doubles and vectors, in their order. */
    public static DoubleVector joined(List<FormulaValue> list) {
        long length = list.stream().mapToLong(DoubleVector::length).sum();
        if (length > LONGEST) {
            throw new ArithmeticException("A doubleVec has at most " + LONGEST + " values");
        }
        double[] joined = new double[(int) length];
        int at = 0;
        for (FormulaValue value : list) {
            double[] items = items(value);
            System.arraycopy(items, 0, joined, at, items.length);
            at += items.length;
        }
        return new DoubleVector(joined);
    }

    public int size() {
        return items.length;
    }

    public double at(int index) {
        return items[index];
    }

    public double[] toArray() {
        return items.clone();
    }

    public DoubleVector map(DoubleUnaryOperator change) {
        return new DoubleVector(Arrays.stream(items).map(change).toArray());
    }

    public DoubleVector zip(DoubleVector other, DoubleBinaryOperator both) {
        if (items.length != other.items.length) {
            throw new ArithmeticException(
                    "The doubleVecs have " + items.length + " and " + other.items.length + " values");
        }
        double[] zipped = new double[items.length];
        for (int i = 0; i < zipped.length; i++) {
            zipped[i] = both.applyAsDouble(items[i], other.items[i]);
        }
        return new DoubleVector(zipped);
    }

    @Override
    public ValueKind type() {
        return ValueKind.VECTOR;
    }

    @Override
    public String text() {
        return Arrays.stream(items).mapToObj(Number::format).collect(Collectors.joining(",", "[", "]"));
    }

    private static int length(FormulaValue value) {
        return value instanceof DoubleVector vector ? vector.items.length : 1;
    }

    private static double[] items(FormulaValue value) {
        return switch (value) {
            case DoubleVector vector -> vector.items;
            case Number number -> new double[] {number.value()};
            case Text text -> throw new IllegalArgumentException(text.value());
            case Moment moment -> throw new IllegalArgumentException(moment.text());
            case Interval interval -> throw new IllegalArgumentException(interval.text());
        };
    }
}
