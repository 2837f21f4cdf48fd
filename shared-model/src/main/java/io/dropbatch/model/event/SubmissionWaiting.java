package io.dropbatch.model.event;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import java.util.List;

/**
 * A drop's trigger has arrived, but not everything that its manifest lists.
 *
 * @param missing at most 100 of the inputs that have not arrived, relative to the drop
 * @param deadline when the drop is rejected if they still have not
 */
public record SubmissionWaiting(
        SubmissionId submission,
        String workload,
        DropTrigger trigger,
        List<String> missing,
        int missingCount,
        Instant deadline)
        implements DomainEvent {

    public SubmissionWaiting {
        missing = List.copyOf(missing);
    }

    @Override
    public String occurrence() {
        return missingCount + (missing.isEmpty() ? "" : ":" + missing.getFirst());
    }
}
