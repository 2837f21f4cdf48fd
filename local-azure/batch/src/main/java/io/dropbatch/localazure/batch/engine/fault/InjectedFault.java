package io.dropbatch.localazure.batch.engine.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fault to inject: where, how often, and how severely.
 *
 * @param where which occasions it may strike
 * @param count how often it strikes before it is used up; {@link #UNLIMITED} until it is disarmed
 * @param probability of striking a matching occasion
 * @param seed makes random strikes repeatable for the same occasions in the same order
 * @param delay the delay of a call or event, or the remaining time of a node
 * @param retryAfter the seconds that a refused caller is told to wait
 */
public record InjectedFault(
        FaultInjection.Kind kind, Where where, int count, double probability, long seed, Delay delay, int retryAfter) {

    public static final int UNLIMITED = -1;

    public InjectedFault {
        if (count < UNLIMITED || retryAfter < 0 || !(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("count, retryAfter or probability is out of range");
        }
    }

    /** Strikes the next {@code count} occasions, wherever they are. */
    public static InjectedFault next(FaultInjection.Kind kind, int count) {
        return new InjectedFault(kind, Where.ANYWHERE, count, 1, 0, Delay.NONE, 1);
    }

    public InjectedFault at(Where place) {
        return new InjectedFault(kind, place, count, probability, seed, delay, retryAfter);
    }

    public InjectedFault delaying(Delay how) {
        return new InjectedFault(kind, where, count, probability, seed, how, retryAfter);
    }

    public InjectedFault withProbability(double share, long newSeed) {
        return new InjectedFault(kind, where, count, share, newSeed, delay, retryAfter);
    }

    public InjectedFault retryAfter(int seconds) {
        return new InjectedFault(kind, where, count, probability, seed, delay, seconds);
    }

    /** Name patterns with {@code *} and {@code ?}; case is ignored, and an absent pattern matches anything. */
    public record Where(
            @Nullable String operation,
            @Nullable String pool,
            @Nullable String job,
            @Nullable String task) {

        public static final Where ANYWHERE = new Where(null, null, null, null);

        @Override
        public String toString() {
            List<String> words = new ArrayList<>();
            add(words, "operation", operation);
            add(words, "pool", pool);
            add(words, "job", job);
            add(words, "task", task);
            return words.isEmpty() ? "anywhere" : String.join(", ", words);
        }

        private static void add(List<String> words, String name, @Nullable String pattern) {
            if (pattern != null) {
                words.add(name + " " + pattern);
            }
        }

        boolean covers(FaultOccasion occasion) {
            return matches(operation, occasion.operation())
                    && matches(pool, occasion.pool())
                    && matches(job, occasion.job())
                    && matches(task, occasion.task());
        }

        private static boolean matches(@Nullable String pattern, @Nullable String name) {
            return pattern == null
                    || (name != null && glob(pattern).matcher(name).matches());
        }

        private static Pattern glob(String pattern) {
            StringBuilder regex = new StringBuilder("(?is)");
            for (String part : pattern.splitWithDelimiters("[*?]", 0)) {
                regex.append(part.equals("*") ? ".*" : part.equals("?") ? "." : Pattern.quote(part));
            }
            return Pattern.compile(regex.toString());
        }
    }

    /** A distribution of durations: fixed, uniform between two limits, or exponential with a mean. */
    public record Delay(Duration least, Duration most, Duration mean) {

        public static final Delay NONE = new Delay(Duration.ZERO, Duration.ZERO, Duration.ZERO);
        private static final Duration LONGEST = Duration.ofMinutes(10);

        public static Delay fixed(Duration length) {
            return new Delay(length, length, Duration.ZERO);
        }

        public static Delay between(Duration least, Duration most) {
            return new Delay(least, most, Duration.ZERO);
        }

        public static Delay exponential(Duration mean) {
            return new Delay(Duration.ZERO, Duration.ZERO, mean);
        }

        Duration draw(RandomGenerator random) {
            long spread = Math.max(0, most.minus(least).toNanos());
            Duration drawn = mean.isZero()
                    ? least.plusNanos(spread == 0 ? 0 : random.nextLong(spread))
                    : Duration.ofNanos((long) (-Math.log(1 - random.nextDouble()) * mean.toNanos()));
            return drawn.compareTo(LONGEST) < 0 ? drawn : LONGEST;
        }

        @Override
        public String toString() {
            if (!mean.isZero()) {
                return "exponential around " + mean;
            }
            return least.equals(most) ? least.toString() : String.format(Locale.ROOT, "from %s to %s", least, most);
        }
    }
}
