import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prices the positions of a portfolio by Monte Carlo and revalues them under ten-day market scenarios.
 *
 * <p>Same seed, same numbers, on any machine and however the rows are cut into tasks: each position draws from a stream
 * of its own (seed and row id), all tasks see the same scenarios, and every figure that is added up later is a whole
 * number (cents, or ten-thousandths of square cents), so that merging is exactly associative.
 *
 * <p>{@code java Price.java <portfolio.csv> <market.json>} with the environment variable {@code SEED}.
 */
public class Price {

    static final int SCENARIOS = 1000;
    static final double HORIZON = 10.0 / 252;
    static final int PATHS = 20_000; // of a European option, antithetic ones included
    static final int EXOTIC_PATHS = 4_000;

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        long seed = Long.parseLong(System.getenv().getOrDefault("SEED", "42"));
        List<Position> positions = Position.readAll(Path.of(arguments[0]));
        Market market = Market.read(Path.of(arguments[1]));
        Shock[] shocks = market.scenarios(seed, SCENARIOS);

        long[] pnl = new long[SCENARIOS];
        long value = 0;
        long variance = 0;
        try (PrintWriter prices = new PrintWriter("prices.csv", StandardCharsets.UTF_8)) {
            prices.print("id,style,underlying,quantity,price,standard_error,value,delta\n");
            for (Position position : positions) {
                Valuation valuation = new Pricer(position, market, seed).value();
                value += cents(position.quantity * valuation.price);
                double error = 100 * position.quantity * valuation.error;
                variance += Math.round(1e4 * error * error);
                valuation.addProfits(position, shocks, pnl);
                prices.printf("%s,%s,%s,%.0f,%.6f,%.6f,%.2f,%.4f%n".replace("%n", "\n"), position.id, position.style,
                        position.underlying, position.quantity, valuation.price, valuation.error,
                        position.quantity * valuation.price, valuation.delta);
            }
        }
        Summary.write(Path.of("sums.json"), positions.size(), value, variance, pnl);
    }

    static long cents(double amount) {
        return Math.round(100 * amount);
    }

    /** One line of the portfolio. */
    record Position(
            String id, String style, boolean call, String underlying, double strike, double years, double quantity, double barrier) {

        static List<Position> readAll(Path csv) throws IOException {
            List<String> lines = Files.readAllLines(csv);
            if (!lines.get(0).equals("id,style,type,underlying,strike,maturity,quantity,barrier")) {
                throw new IllegalArgumentException("not the header of a portfolio: " + lines.get(0));
            }
            List<Position> positions = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                positions.add(parse(line));
            }
            return positions;
        }

        static Position parse(String line) {
            String[] c = line.split(",", -1);
            try {
                return new Position(c[0], c[1], c[2].equals("call"), c[3], Double.parseDouble(c[4]),
                        Double.parseDouble(c[5]), Double.parseDouble(c[6]), c[7].isEmpty() ? 0 : Double.parseDouble(c[7]));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("not a position: " + line, e);
            }
        }

        double payoff(double level) {
            return Math.max(0, call ? level - strike : strike - level);
        }
    }

    record Underlying(double spot, double volatility, double dividend) {}

    /** What a scenario does to the market: relative moves of the spots and of all volatilities. */
    record Shock(Map<String, Double> spots, double volatility) {}

    /** One flat rate, and a spot, a volatility and a dividend yield for each underlying. */
    record Market(double rate, double correlation, Map<String, Underlying> underlyings) {

        private static final Pattern UNDERLYING = Pattern.compile(
                "\"([^\"]+)\"\\s*:\\s*\\{\\s*\"spot\"\\s*:\\s*([^,]+),\\s*\"volatility\"\\s*:\\s*([^,]+),\\s*\"dividend\"\\s*:\\s*([^}]+)}");

        static Market read(Path json) throws IOException {
            String text = Files.readString(json);
            Map<String, Underlying> underlyings = new HashMap<>();
            Matcher each = UNDERLYING.matcher(text);
            while (each.find()) {
                underlyings.put(each.group(1), new Underlying(
                        number(each.group(2)), number(each.group(3)), number(each.group(4))));
            }
            return new Market(field(text, "rate"), field(text, "correlation"), underlyings);
        }

        private static double field(String text, String name) {
            Matcher field = Pattern.compile("\"" + name + "\"\\s*:\\s*([-0-9.eE]+)").matcher(text);
            if (!field.find()) {
                throw new IllegalArgumentException("the market has no " + name);
            }
            return number(field.group(1));
        }

        private static double number(String text) {
            return Double.parseDouble(text.trim());
        }

        Underlying underlying(String name) {
            Underlying found = underlyings.get(name);
            if (found == null) {
                throw new IllegalArgumentException("the market does not know " + name);
            }
            return found;
        }

        /** One factor moves all spots, in part; volatilities rise when it falls. */
        Shock[] scenarios(long seed, int count) {
            Shock[] shocks = new Shock[count];
            for (int s = 0; s < count; s++) {
                Normal factor = new Normal(seed, "scenario " + s);
                double common = factor.next();
                Map<String, Double> spots = new HashMap<>();
                for (String name : underlyings.keySet()) {
                    double own = new Normal(seed, "scenario " + s + " " + name).next();
                    double move = Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * own;
                    double volatility = underlyings.get(name).volatility * Math.sqrt(HORIZON);
                    spots.put(name, StrictMath.exp(volatility * move - volatility * volatility / 2) - 1);
                }
                shocks[s] = new Shock(spots, Math.max(-0.5, -0.08 * common + 0.04 * factor.next()));
            }
            return shocks;
        }
    }

    /** A price with its error and its sensitivities. */
    record Valuation(double price, double error, double delta, double gamma, double vega, Underlying now) {

        /** Profit and loss to second order in the spot and first in the volatility. */
        void addProfits(Position position, Shock[] shocks, long[] pnl) {
            for (int s = 0; s < shocks.length; s++) {
                double move = now.spot * shocks[s].spots.get(position.underlying);
                double wider = now.volatility * shocks[s].volatility;
                double profit = Math.max(-price, delta * move + gamma * move * move / 2 + vega * wider);
                pnl[s] += cents(position.quantity * profit);
            }
        }
    }

    /** Prices one position; bumped prices reuse the same random numbers, so that differences are smooth. */
    record Pricer(Position position, Market market, long seed) {

        Valuation value() {
            Underlying now = market.underlying(position.underlying);
            double step = now.spot / 50;
            double wider = 0.01;
            double[] price = simulate(now);
            double up = simulate(new Underlying(now.spot + step, now.volatility, now.dividend))[0];
            double down = simulate(new Underlying(now.spot - step, now.volatility, now.dividend))[0];
            double wide = simulate(new Underlying(now.spot, now.volatility + wider, now.dividend))[0];
            return new Valuation(price[0], price[1], (up - down) / (2 * step), (up - 2 * price[0] + down) / (step * step),
                    (wide - price[0]) / wider, now);
        }

        /** Price and standard error. */
        private double[] simulate(Underlying underlying) {
            int steps = switch (position.style) {
                case "european" -> 1;
                case "asian" -> 12;
                case "barrier" -> 50;
                default -> throw new IllegalArgumentException(
                        position.id + ": styles are european, asian and barrier, not " + position.style);
            };
            Normal normal = new Normal(seed, position.id);
            int pairs = (steps == 1 ? PATHS : EXOTIC_PATHS) / 2;
            double[] noise = new double[steps];
            double sum = 0;
            double squares = 0;
            for (int p = 0; p < pairs; p++) {
                for (int i = 0; i < steps; i++) {
                    noise[i] = normal.next();
                }
                double pair = (payoff(underlying, noise, 1) + payoff(underlying, noise, -1)) / 2;
                sum += pair;
                squares += pair * pair;
            }
            double discount = StrictMath.exp(-market.rate * position.years);
            double mean = sum / pairs;
            double error = Math.sqrt(Math.max(0, squares / pairs - mean * mean) / pairs);
            return new double[] {discount * mean, discount * error};
        }

        private double payoff(Underlying underlying, double[] noise, double sign) {
            double dt = position.years / noise.length;
            double drift = (market.rate - underlying.dividend - underlying.volatility * underlying.volatility / 2) * dt;
            double volatility = sign * underlying.volatility * Math.sqrt(dt);
            double level = underlying.spot;
            double total = 0;
            for (double z : noise) {
                level *= StrictMath.exp(drift + volatility * z);
                total += level;
                if (position.style.equals("barrier") && level >= position.barrier) {
                    return 0; // up and out
                }
            }
            return position.payoff(position.style.equals("asian") ? total / noise.length : level);
        }
    }

    /** Standard normal numbers, reproducible bit by bit: SplitMix64 and the polar method in strict arithmetic. */
    static final class Normal {

        private long state;
        private double spare;
        private boolean hasSpare;

        Normal(long seed, String stream) {
            state = seed;
            for (int i = 0; i < stream.length(); i++) {
                state = mix(state + 0x9E3779B97F4A7C15L + stream.charAt(i));
            }
        }

        double next() {
            if (hasSpare) {
                hasSpare = false;
                return spare;
            }
            double u;
            double v;
            double s;
            do {
                u = 2 * uniform() - 1;
                v = 2 * uniform() - 1;
                s = u * u + v * v;
            } while (s >= 1 || s == 0);
            double factor = Math.sqrt(-2 * StrictMath.log(s) / s);
            spare = v * factor;
            hasSpare = true;
            return u * factor;
        }

        private double uniform() {
            state += 0x9E3779B97F4A7C15L;
            return (mix(state) >>> 11) * 0x1.0p-53;
        }

        private static long mix(long z) {
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return z ^ (z >>> 31);
        }
    }

    /** What a task leaves for the merge. */
    static final class Summary {

        static void write(Path file, int positions, long value, long variance, long[] pnl) throws IOException {
            StringBuilder json = new StringBuilder();
            json.append("{\"positions\":").append(positions);
            json.append(",\"valueCents\":").append(value);
            json.append(",\"varianceE4\":").append(variance);
            json.append(",\"pnlCents\":[");
            for (int s = 0; s < pnl.length; s++) {
                json.append(s == 0 ? "" : ",").append(pnl[s]);
            }
            Files.writeString(file, json.append("]}\n"));
        }
    }
}
