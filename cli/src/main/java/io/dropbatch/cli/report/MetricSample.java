package io.dropbatch.cli.report;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a service's metrics: a name, its labels and a value. */
record MetricSample(String name, Map<String, String> labels, double value) {

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    /** Reads a line of Prometheus's text format that is no comment. */
    static MetricSample parse(String line) {
        int open = line.indexOf('{');
        int close = open < 0 ? -1 : line.lastIndexOf('}');
        int nameEnd = open < 0 ? line.indexOf(' ') : open;
        String value = line.substring(Math.max(close + 1, nameEnd)).strip();
        return new MetricSample(
                line.substring(0, nameEnd), labels(open < 0 ? "" : line.substring(open + 1, close)), number(value));
    }

    boolean has(String label, String wanted) {
        return wanted.equals(labels.get(label));
    }

    private static Map<String, String> labels(String written) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(written);
        while (label.find()) {
            labels.put(label.group(1), unescaped(label.group(2)));
        }
        return labels;
    }

    private static String unescaped(String value) {
        return ESCAPED.matcher(value)
                .replaceAll(match -> match.group(1).equals("n") ? "\n" : Matcher.quoteReplacement(match.group(1)));
    }

    /** A value may be followed by the time of its measuring. */
    static double number(String value) {
        int end = value.indexOf(' ');
        String number = end < 0 ? value : value.substring(0, end);
        return switch (number) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(number);
        };
    }
}
