package io.dropbatch.results.adapter.store;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.domain.status.StatusStory;
import java.time.Instant;

/** The status that replaces an unreadable one; it is older than any other. */
final class UnreadableStatus {

    private UnreadableStatus() {}

    static DropStatus before(DropTrigger trigger) {
        DropTrigger never = new DropTrigger(trigger.container(), trigger.path(), "", Instant.EPOCH);
        return new StatusStory(never.submission(), never.folder(), never, Instant.EPOCH).received();
    }
}
