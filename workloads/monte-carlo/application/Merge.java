import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Adds up what tasks, or earlier merges, left and draws the conclusions.
 *
 * <p>Reads {@code <folder>/<task>/sums.json} and {@code prices.csv}; writes both again for the next round, and
 * {@code summary.json} and {@code pnl.svg} for people. Profits are added scenario by scenario, so the quantile is that of
 * the whole portfolio and not a mixture of the tasks' quantiles.
 */
public class Merge {

    private static final int BARS = 40;

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        List<Path> tasks;
        try (Stream<Path> folders = Files.list(Path.of(arguments[0]))) {
            tasks = folders.filter(folder -> Files.exists(folder.resolve("sums.json"))).sorted().toList();
        }
        Sums total = tasks.stream().map(Merge::read).reduce(Sums::plus).orElseThrow();
        Files.writeString(Path.of("sums.json"), total.toJson());
        writePrices(tasks);
        Files.writeString(Path.of("summary.json"), total.summary());
        Files.writeString(Path.of("pnl.svg"), histogram(total));
    }

    private static Sums read(Path task) {
        try {
            return Sums.parse(Files.readString(task.resolve("sums.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writePrices(List<Path> tasks) throws IOException {
        try (var out = Files.newBufferedWriter(Path.of("prices.csv"), StandardCharsets.UTF_8)) {
            boolean first = true;
            for (Path task : tasks) {
                List<String> lines = Files.readAllLines(task.resolve("prices.csv"));
                for (String line : lines.subList(first ? 0 : 1, lines.size())) {
                    out.write(line + "\n");
                }
                first = false;
            }
        }
    }

    /** Whole numbers only: addition is exact, whatever is merged first. */
    record Sums(long positions, long valueCents, long varianceE4, long[] pnlCents) {

        static Sums parse(String json) {
            Matcher pnl = Pattern.compile("\"pnlCents\":\\[([^\\]]*)]").matcher(json);
            if (!pnl.find()) {
                throw new IllegalArgumentException("no profits in " + json);
            }
            long[] profits = Stream.of(pnl.group(1).split(",")).mapToLong(Long::parseLong).toArray();
            return new Sums(number(json, "positions"), number(json, "valueCents"), number(json, "varianceE4"), profits);
        }

        private static long number(String json, String name) {
            Matcher number = Pattern.compile("\"" + name + "\":(-?[0-9]+)").matcher(json);
            if (!number.find()) {
                throw new IllegalArgumentException("no " + name + " in " + json);
            }
            return Long.parseLong(number.group(1));
        }

        Sums plus(Sums other) {
            if (pnlCents.length != other.pnlCents.length) {
                throw new IllegalArgumentException("the tasks saw different scenarios");
            }
            long[] profits = new long[pnlCents.length];
            Arrays.setAll(profits, s -> pnlCents[s] + other.pnlCents[s]);
            return new Sums(positions + other.positions, valueCents + other.valueCents, varianceE4 + other.varianceE4, profits);
        }

        /** How many scenarios are the worst hundredth. */
        private int tail() {
            return pnlCents.length / 100;
        }

        /** The loss that one scenario in a hundred exceeds. */
        double valueAtRisk() {
            return valueAtRisk(0);
        }

        /**
         * An end of its confidence interval: how many scenarios lie beyond the true value is random, with a binomial
         * distribution, of which this is as many standard deviations from the mean.
         */
        double valueAtRisk(double deviations) {
            long rank = Math.round(tail() - deviations * Math.sqrt(tail() * 0.99));
            return -sorted()[(int) Math.max(0, Math.min(rank, pnlCents.length - 1))] / 100.0;
        }

        /** The mean loss of these scenarios. */
        double expectedShortfall() {
            return -Arrays.stream(sorted(), 0, tail()).average().orElse(0) / 100;
        }

        /** It is uncertain by the spread of the losses in the tail, and because where the tail begins is an estimate. */
        double expectedShortfallError() {
            double mean = expectedShortfall();
            double spread = Arrays.stream(sorted(), 0, tail())
                    .mapToDouble(profit -> Math.pow(-profit / 100.0 - mean, 2))
                    .sum() / Math.max(1, tail() - 1);
            return Math.sqrt((spread + 0.99 * Math.pow(mean - valueAtRisk(), 2)) / Math.max(1, tail()));
        }

        double standardError() {
            return Math.sqrt(varianceE4 / 1e4) / 100;
        }

        long[] sorted() {
            long[] sorted = pnlCents.clone();
            Arrays.sort(sorted);
            return sorted;
        }

        String toJson() {
            return "{\"positions\":%d,\"valueCents\":%d,\"varianceE4\":%d,\"pnlCents\":%s}\n"
                    .formatted(positions, valueCents, varianceE4, Arrays.toString(pnlCents).replace(" ", ""));
        }

        String summary() {
            return """
                    {
                      "positions": %d,
                      "value": %.2f,
                      "standardError": %.2f,
                      "var99": %.2f,
                      "var99Between": [%.2f, %.2f],
                      "expectedShortfall99": %.2f,
                      "expectedShortfall99StandardError": %.2f,
                      "horizonDays": 10,
                      "scenarios": %d
                    }
                    """
                    .formatted(positions, valueCents / 100.0, standardError(), valueAtRisk(), valueAtRisk(-1.96), valueAtRisk(1.96),
                            expectedShortfall(), expectedShortfallError(), pnlCents.length);
        }
    }

    /** The distribution of the portfolio's profit and loss, the value at risk marked. */
    private static String histogram(Sums sums) {
        long[] sorted = sums.sorted();
        double low = sorted[0];
        double width = Math.max(1, (sorted[sorted.length - 1] - low) / (double) BARS);
        int[] bars = new int[BARS];
        for (long profit : sorted) {
            bars[(int) Math.min(BARS - 1, (profit - low) / width)]++;
        }
        int highest = Arrays.stream(bars).max().orElse(1);
        double cut = -sums.valueAtRisk() * 100;
        StringBuilder svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 880 420\" font-family=\"sans-serif\" font-size=\"15\">\n"
                        + "<rect width=\"880\" height=\"420\" fill=\"#fff\"/>\n");
        for (int b = 0; b < BARS; b++) {
            double height = 250.0 * bars[b] / highest;
            String colour = low + (b + 0.5) * width < cut ? "#d1495b" : "#30638e";
            svg.append("<rect x=\"%.1f\" y=\"%.1f\" width=\"18\" height=\"%.1f\" fill=\"%s\"/>\n"
                    .formatted(40 + 20.0 * b, 360 - height, height, colour));
        }
        double x = 40 + 20 * (cut - low) / width;
        svg.append("<line x1=\"%.1f\" y1=\"52\" x2=\"%.1f\" y2=\"360\" stroke=\"#d1495b\" stroke-dasharray=\"5 4\"/>\n".formatted(x, x));
        svg.append("<text x=\"%.1f\" y=\"66\" fill=\"#d1495b\">VaR 99%%: %,.0f, with 95%% confidence %,.0f to %,.0f</text>\n"
                .formatted(x + 8, sums.valueAtRisk(), sums.valueAtRisk(-1.96), sums.valueAtRisk(1.96)));
        double mean = 40 + 20 * (-sums.expectedShortfall() * 100 - low) / width;
        svg.append("<line x1=\"%.1f\" y1=\"110\" x2=\"%.1f\" y2=\"360\" stroke=\"#d1495b\"/>\n".formatted(mean, mean));
        svg.append("<text x=\"%.1f\" y=\"88\" fill=\"#d1495b\">Mean beyond it: %,.0f ± %,.0f</text>\n"
                .formatted(x + 8, sums.expectedShortfall(), sums.expectedShortfallError()));
        svg.append("<text x=\"40\" y=\"32\" font-size=\"19\">Ten-day profit and loss of %,d positions worth %,.0f</text>\n"
                .formatted(sums.positions, sums.valueCents / 100.0));
        svg.append("<line x1=\"40\" y1=\"360\" x2=\"840\" y2=\"360\" stroke=\"#333\"/>\n");
        svg.append("<text x=\"40\" y=\"384\">%,.0f</text><text x=\"840\" y=\"384\" text-anchor=\"end\">%,.0f</text>\n"
                .formatted(low / 100, sorted[sorted.length - 1] / 100.0));
        return svg.append("</svg>\n").toString();
    }
}
