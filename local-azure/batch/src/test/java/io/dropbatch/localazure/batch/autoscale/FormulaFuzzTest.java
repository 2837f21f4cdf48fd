package io.dropbatch.localazure.batch.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.autoscale.sample.PoolMetric;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nothing that anybody sends hangs, or ends in anything but a formula's error. */
class FormulaFuzzTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> WORDS = List.of(
            "$TargetDedicatedNodes",
            "$TargetLowPriority",
            "$NodeDeallocationOption",
            "$PendingTasks",
            "$CPUPercent",
            "$DiskBytes",
            ".GetSample(",
            ".GetSamplePercent(",
            ".Count(",
            ".HistoryBeginTime()",
            ".hour",
            ".weekday",
            "time(",
            "max(",
            "avg(",
            "val(",
            "vec(",
            "percentile(",
            "std(",
            "lg(",
            "stop()",
            "rand()",
            "round(",
            "TimeInterval_Minute",
            "TimeInterval_Year",
            "TimeInterval_Zero",
            "requeue",
            "\"2020-01-01\"",
            "\"",
            "x",
            "y",
            "1",
            "0",
            "2.5",
            "1e300",
            "-",
            "!",
            "+",
            "*",
            "/",
            "<",
            "==",
            "&&",
            "||",
            "?",
            ":",
            "(",
            ")",
            "[",
            "]",
            ",",
            ";",
            "=",
            " ",
            "\n",
            "//",
            "é",
            "\0",
            "%");

    private final World world =
            new World().with(PoolMetric.PENDING_TASKS, 1, 2, 3, 4, 5).targets(3, 1);

    @Test
    void random_characters_are_an_error_or_a_formula() {
        Random random = new Random(42);
        within(5_000, () -> {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(80); i > 0; i--) {
                text.append((char) (random.nextInt(10) == 0 ? random.nextInt(65_536) : 32 + random.nextInt(96)));
            }
            tryOut(text.toString());
        });
    }

    @Test
    void random_words_are_an_error_or_a_formula() {
        Random random = new Random(43);
        within(10_000, () -> {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "x = " : "");
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(WORDS.get(random.nextInt(WORDS.size())));
            }
            tryOut(text.toString());
        });
    }

    @Test
    void random_expressions_are_evaluated_in_bounds() {
        Random random = new Random(44);
        within(4_000, () -> {
            StringBuilder text =
                    new StringBuilder("v = vec(1,2,3); t = time(); i = TimeInterval_Hour; s = requeue; x = 1;");
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.append(List.of("v", "t", "i", "x", "y", "$TargetDedicatedNodes")
                                .get(random.nextInt(6)))
                        .append(" = ")
                        .append(expression(random, 5))
                        .append(';');
            }
            tryOut(text.toString());
        });
    }

    @Test
    void mutations_of_a_formula_are_an_error_or_a_formula() {
        Random random = new Random(45);
        String formula = """
                $samples = $ActiveTasks.GetSamplePercent(TimeInterval_Minute * 15);
                $tasks = $samples < 70 ? max(0,$ActiveTasks.GetSample(1)) : avg($ActiveTasks.GetSample(time("2020-01-01"), time(), 10));
                $TargetDedicatedNodes = max(0, min(-$tasks, 3)); // so many
                $NodeDeallocationOption = taskcompletion;
                """;
        within(10_000, () -> {
            StringBuilder text = new StringBuilder(formula);
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
                    default -> text.setCharAt(at, formula.charAt(random.nextInt(formula.length())));
                }
            }
            tryOut(text.toString());
        });
    }

    private String expression(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return List.of("v", "t", "i", "x", "1", "0", "2.5", "TimeInterval_Minute", "$PendingTasks", "time()")
                    .get(random.nextInt(10));
        }
        String a = expression(random, depth - 1);
        String b = expression(random, depth - 1);
        return switch (random.nextInt(9)) {
            case 0 -> "(" + a + " ? " + b + " : " + expression(random, depth - 1) + ")";
            case 1 -> "vec(" + a + "," + b + "," + a + ")";
            case 2 ->
                List.of("max", "avg", "sum", "std", "lg", "percentile", "val").get(random.nextInt(7)) + "(" + a + ","
                        + b + ")";
            case 3 -> "$PendingTasks.GetSample(" + a + ", " + b + ")";
            case 4 -> "-" + a;
            case 5 -> "!" + a;
            default -> "(" + a + " " + List.of("+", "-", "*", "/", "<", "&&").get(random.nextInt(6)) + " " + b + ")";
        };
    }

    private void tryOut(String text) {
        try {
            FormulaOutcome outcome = world.evaluate(text);
            assertThat(outcome.targetDedicated()).isGreaterThanOrEqualTo(0);
            assertThat(outcome.results()).startsWith("$TargetDedicatedNodes=");
        } catch (FormulaError error) {
            assertThat(error.position().line()).isPositive();
        }
    }

    private static void within(int most, Runnable attempt) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < most && System.nanoTime() < end; i++) {
            attempt.run();
        }
    }
}
