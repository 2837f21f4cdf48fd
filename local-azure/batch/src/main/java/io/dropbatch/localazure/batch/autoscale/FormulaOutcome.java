package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.value.DeallocationOption;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an evaluation.
 *
 * @param results the values of all variables, as Azure shows them
 * @param error why it failed; the pool then stays as it is
 */
public record FormulaOutcome(
        int targetDedicated,
        int targetLowPriority,
        DeallocationOption deallocation,
        String results,
        @Nullable FormulaError error) {}
