package io.dropbatch.localazure.batch.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How a simulated command behaves: the pool's settings, overridden by the command's environment. */
record SimulationSettings(DurationDistribution duration, int exitCode, double failureProbability, long seed) {

    private static final SimulationSettings DEFAULT =
            new SimulationSettings(new DurationDistribution.Fixed(Duration.ofSeconds(1)), 0, 0, 0);

    /** Reads the settings from a pool's metadata. */
    static SimulationSettings ofPool(Map<String, String> metadata) {
        return DEFAULT.changed(
                metadata.get("localazure.duration"),
                metadata.get("localazure.exitCode"),
                metadata.get("localazure.failureProbability"),
                metadata.get("localazure.seed"));
    }

    /** These settings, overridden by a command's environment. */
    SimulationSettings with(Map<String, String> environment) {
        return changed(
                environment.get("LOCALAZURE_SIM_DURATION"),
                environment.get("LOCALAZURE_SIM_EXIT_CODE"),
                environment.get("LOCALAZURE_SIM_FAILURE_PROBABILITY"),
                environment.get("LOCALAZURE_SIM_SEED"));
    }

    /** A run's random number; the same job, task and attempt get the same number. */
    RandomGenerator random(@Nullable String job, @Nullable String task, int attempt) {
        long names = ((long) String.valueOf(job).hashCode() << 32)
                ^ String.valueOf(task).hashCode();
        return new SplittableRandom(names + 0x9E3779B97F4A7C15L * (31 * seed + attempt));
    }

    private SimulationSettings changed(
            @Nullable String newDuration,
            @Nullable String newExitCode,
            @Nullable String newProbability,
            @Nullable String newSeed) {
        if (newDuration == null && newExitCode == null && newProbability == null && newSeed == null) {
            return this;
        }
        int code = newExitCode == null ? exitCode : exitCode(newExitCode);
        // An exit code without a probability applies to every run; with a probability it applies to the runs that fail.
        double implied = newExitCode == null ? failureProbability : code == 0 ? 0 : 1;
        double probability = newProbability == null ? implied : probability(newProbability);
        return new SimulationSettings(
                newDuration == null ? duration : DurationDistribution.parse(newDuration),
                probability > 0 && code == 0 ? 1 : code,
                probability,
                newSeed == null ? seed : number(newSeed));
    }

    private static int exitCode(String text) {
        long code = number(text);
        if (code < 0 || code > 255) {
            throw new IllegalArgumentException("not an exit code from 0 to 255: " + text);
        }
        return (int) code;
    }

    private static double probability(String text) {
        if (!text.matches("0|1|[01]?\\.\\d{1,9}") || Double.parseDouble(text) > 1) {
            throw new IllegalArgumentException("not a probability from 0 to 1: " + text);
        }
        return Double.parseDouble(text);
    }

    private static long number(String text) {
        if (!text.matches("-?\\d{1,18}")) {
            throw new IllegalArgumentException("not a whole number: " + text);
        }
        return Long.parseLong(text);
    }
}
