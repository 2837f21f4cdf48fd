package io.dropbatch.localazure.batch.autoscale.value;

import java.util.Arrays;

/** Statistics of many doubles in formulas; average, minimum and maximum of an empty vector are NaN. */
public final class VectorStatistics {

    private VectorStatistics() {}

    public static double sum(double[] numbers) {
        return Arrays.stream(numbers).sum();
    }

    public static double average(double[] numbers) {
        return sum(numbers) / numbers.length;
    }

    public static double greatest(double[] numbers) {
        return Arrays.stream(numbers).max().orElse(Double.NaN);
    }

    public static double least(double[] numbers) {
        return Arrays.stream(numbers).min().orElse(Double.NaN);
    }

    public static double range(double[] numbers) {
        return greatest(numbers) - least(numbers);
    }

    public static double norm(double[] numbers) {
        return Math.sqrt(Arrays.stream(numbers).map(number -> number * number).sum());
    }

    /** The standard deviation of a sample. */
    public static double deviation(double[] numbers) {
        double average = average(numbers);
        double squares = Arrays.stream(numbers)
                .map(number -> (number - average) * (number - average))
                .sum();
        return Math.sqrt(squares / (numbers.length - 1));
    }

    /** The percentile, by the nearest rank. */
    public static double percentile(double[] numbers, double percent) {
        if (numbers.length == 0) {
            return Double.NaN;
        }
        if (!(percent >= 0 && percent <= 100)) {
            throw new ArithmeticException("A percentile is from 0 to 100, not " + FormulaValue.Number.format(percent));
        }
        Arrays.sort(numbers);
        int rank = (int) Math.ceil(percent / 100 * numbers.length);
        return numbers[Math.max(0, rank - 1)];
    }

    public static double rounded(double number) {
        return Math.copySign(Math.floor(Math.abs(number) + 0.5), number);
    }
}
