package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.value.DeallocationOption;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation came to.
 *
 * @param results the values of all variables, as Azure shows them
 * @param error why it broke off; the pool then stays as it is
 */
public record FormulaOutcome(
        int targetDedicated,
        int targetLowPriority,
        DeallocationOption deallocation,
        String results,
        @Nullable FormulaError error) {}
