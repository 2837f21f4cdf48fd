package io.dropbatch.batch;

import com.microsoft.azure.batch.protocol.models.MetadataItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mark of a Batch job that the scheduler has disabled because somebody wants it to pause. */
public final class PauseMark {

    private static final String NAME = "pause";
    private static final String ASKED_FOR = "asked-for";

    private PauseMark() {}

    /** Metadata of the job, set before it is disabled. */
    public static MetadataItem mark() {
        return new MetadataItem().withName(NAME).withValue(ASKED_FOR);
    }

    public static boolean isMarked(@Nullable List<MetadataItem> metadata) {
        return metadata != null
                && metadata.stream().anyMatch(item -> NAME.equals(item.name()) && ASKED_FOR.equals(item.value()));
    }
}
