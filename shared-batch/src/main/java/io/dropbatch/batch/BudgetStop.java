package io.dropbatch.batch;

import com.microsoft.azure.batch.protocol.models.MetadataItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mark of a Batch job that the scheduler stops because its budget is used up. */
public final class BudgetStop {

    private static final String NAME = "stop";
    private static final String BUDGET = "budget";

    private BudgetStop() {}

    /** Metadata of the job, set before it is disabled. */
    public static MetadataItem mark() {
        return new MetadataItem().withName(NAME).withValue(BUDGET);
    }

    public static boolean isMarked(@Nullable List<MetadataItem> metadata) {
        return metadata != null
                && metadata.stream().anyMatch(item -> NAME.equals(item.name()) && BUDGET.equals(item.value()));
    }
}
