package io.dropbatch.localazure.batch.engine.model.pool;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.RequestDocument;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a formula decides the size of a pool.
 *
 * @param formula present exactly when it is enabled
 * @param interval between two evaluations
 */
public record AutoScaling(boolean enabled, @Nullable String formula, Duration interval) {

    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(7);

    static AutoScaling read(RequestDocument pool) {
        boolean enabled = pool.flag("enableAutoScale", false);
        if (enabled && (pool.has("targetDedicatedNodes") || pool.has("targetLowPriorityNodes"))) {
            throw pool.invalid("enableAutoScale", "A pool that scales by formula has no target numbers of nodes.");
        }
        Duration interval = pool.duration("autoScaleEvaluationInterval", Duration.ofMinutes(15));
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw pool.invalid("autoScaleEvaluationInterval", "An interval from 5 minutes to 168 hours is expected.");
        }
        return new AutoScaling(enabled, formula(pool, enabled), interval);
    }

    private static @Nullable String formula(RequestDocument pool, boolean enabled) {
        String formula = pool.textOrNull("autoScaleFormula");
        if (enabled && formula == null) {
            throw BatchError.missing("autoScaleFormula");
        }
        if (!enabled && formula != null) {
            throw pool.invalid("autoScaleFormula", "A formula needs enableAutoScale.");
        }
        return formula;
    }
}
