package io.dropbatch.model.view;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.result.DropStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A drop in a list of drops. */
public record DropEntry(DropTrigger trigger, @Nullable Instant acceptedAt, DropStatus status) {

    /** The name that people know it by: {@code <workload>/<drop>}, or the path of a file that is a drop by itself. */
    public String name() {
        String prefix = trigger.prefix();
        return trigger.completesDrop() ? prefix.substring(0, prefix.length() - 1) : trigger.path();
    }
}
