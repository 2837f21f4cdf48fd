package io.dropbatch.results.adapter.store;

import io.dropbatch.model.drop.InboxFile;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.domain.status.HintStory;
import java.time.Instant;

/** The status that replaces an unreadable one; it is older than any other. */
final class UnreadableStatus {

    private UnreadableStatus() {}

    static DropStatus at(String path) {
        InboxFile never = new InboxFile("", path, "", Instant.EPOCH);
        return HintStory.hint(never, "Unreadable.", Instant.EPOCH);
    }
}
