package io.dropbatch.localazure.batch.autoscale.value;

import java.util.Locale;
import java.util.Optional;

/** What a formula says about the tasks of a node that leaves the pool. */
public enum DeallocationOption {
    REQUEUE,
    TERMINATE,
    TASKCOMPLETION,
    RETAINEDDATA;

    public static Optional<DeallocationOption> named(String word) {
        for (DeallocationOption option : values()) {
            if (option.toString().equals(word)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
