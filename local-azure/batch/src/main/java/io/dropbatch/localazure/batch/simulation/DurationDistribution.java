package io.dropbatch.localazure.batch.simulation;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long simulated commands take: always the same, or drawn at random. */
sealed interface DurationDistribution {

    /** Draws a duration; the same generator state gives the same result on every JDK. */
    Duration draw(RandomGenerator random);

    /** Always the same duration. */
    record Fixed(Duration duration) implements DurationDistribution {

        @Override
        public Duration draw(RandomGenerator random) {
            return duration;
        }
    }

    /** A uniform distribution between two durations. */
    record Uniform(Duration least, Duration most) implements DurationDistribution {

        public Uniform {
            if (least.compareTo(most) > 0) {
                throw new IllegalArgumentException("the first duration is longer than the second");
            }
        }

        @Override
        public Duration draw(RandomGenerator random) {
            return scaled(most.minus(least), random.nextDouble()).plus(least);
        }
    }

    /** An exponential distribution with this mean. */
    record Exponential(Duration mean) implements DurationDistribution {

        @Override
        public Duration draw(RandomGenerator random) {
            return scaled(mean, -Math.log(1 - random.nextDouble()));
        }
    }

    /**
     * A log-normal distribution: half of the durations are below the median, some are far above, as in much real work.
     */
    record LogNormal(Duration median, double sigma) implements DurationDistribution {

        public LogNormal {
            if (!(sigma >= 0 && sigma <= 10)) {
                throw new IllegalArgumentException("the second number is not from 0 to 10");
            }
        }

        @Override
        public Duration draw(RandomGenerator random) {
            double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
            double normal = radius * Math.cos(2 * Math.PI * random.nextDouble());
            return scaled(median, Math.exp(sigma * normal));
        }
    }

    /**
     * Reads {@code PT3S}, {@code 250ms}, {@code uniform(1s,5s)}, {@code exponential(3s)} or {@code lognormal(2s,0.5)}.
     *
     * @throws IllegalArgumentException with a reason for the user
     */
    static DurationDistribution parse(String text) {
        Matcher call = Syntax.CALL.matcher(text);
        if (!call.matches()) {
            return new Fixed(duration(text));
        }
        String first = call.group(2);
        String second = call.group(3);
        return switch (call.group(1)) {
            case "uniform" -> new Uniform(duration(first), duration(required(second, text)));
            case "lognormal" -> new LogNormal(duration(first), Double.parseDouble(required(second, text)));
            case "exponential" -> {
                if (second != null) {
                    throw new IllegalArgumentException("exponential takes one duration: " + text);
                }
                yield new Exponential(duration(first));
            }
            default ->
                throw new IllegalArgumentException("not one of uniform, exponential and lognormal: " + call.group(1));
        };
    }

    private static String required(@org.jspecify.annotations.Nullable String argument, String text) {
        if (argument == null) {
            throw new IllegalArgumentException("a second argument is missing: " + text);
        }
        return argument;
    }

    private static Duration duration(String text) {
        Matcher plain = Syntax.PLAIN.matcher(text.strip());
        if (plain.matches()) {
            double nanos = Double.parseDouble(plain.group(1)) * nanos(plain.group(2));
            return bounded(Duration.ofNanos((long) nanos));
        }
        try {
            return bounded(Duration.parse(text.strip()));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a duration: " + text, e);
        }
    }

    private static double nanos(String unit) {
        return switch (unit) {
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3600e9;
        };
    }

    private static Duration bounded(Duration duration) {
        if (duration.isNegative() || duration.compareTo(Syntax.LONGEST) > 0) {
            throw new IllegalArgumentException("not a duration from 0 to 365 days: " + duration);
        }
        return duration;
    }

    private static Duration scaled(Duration duration, double factor) {
        double nanos = Math.min(duration.toNanos() * factor, Syntax.LONGEST.toNanos());
        return Duration.ofNanos((long) nanos);
    }

    /** The kind of distribution. */
    final class Syntax {

        private static final Duration LONGEST = Duration.ofDays(365);
        private static final Pattern PLAIN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");
        private static final Pattern CALL =
                Pattern.compile("\\s*([a-z]{1,20})\\(([^(),]{1,40})(?:,\\s*(\\S[^(),\\s]{0,39})\\s*)?\\)\\s*");

        private Syntax() {}
    }
}
