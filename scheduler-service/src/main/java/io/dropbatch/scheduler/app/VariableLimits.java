package io.dropbatch.scheduler.app;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The room that Linux has for the environment of a program: beyond it the shell of a task does not even start. */
final class VariableLimits {

    /** MAX_ARG_STRLEN, which counts the name, the sign between and the byte at the end. */
    static final int LARGEST = 128 * 1024;

    /** ARG_MAX is 2 MiB with the usual stack of 8 MiB; half of it is left to what the command itself sets and calls. */
    static final int ALL = 1024 * 1024;

    private VariableLimits() {}

    static Optional<Failure> objection(Map<String, String> environment) {
        int all = 0;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            int size = size(variable.getKey()) + size(variable.getValue());
            if (size > LARGEST) {
                return Optional.of(failure(
                        "Linux takes at most 131,072 bytes for one variable, but " + variable.getKey() + " has %,d",
                        size));
            }
            all += size;
        }
        return all > ALL
                ? Optional.of(failure("the variables of a task may have 1,048,576 bytes in all, but have %,d", all))
                : Optional.empty();
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length + 1;
    }

    private static Failure failure(String words, int bytes) {
        return Failure.of(
                FailureCode.INVALID_WORKLOAD,
                String.format(Locale.ROOT, words, bytes)
                        + ": put long values into a shared file, and give a task fewer files of its own");
    }
}
