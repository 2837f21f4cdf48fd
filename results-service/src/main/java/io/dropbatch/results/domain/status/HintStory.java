package io.dropbatch.results.domain.status;

import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.InboxFile;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.event.SubmissionHinted;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.result.DropStatus;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Turns a hint about a file that starts nothing into the statuses that its owner may look for. */
public final class HintStory {

    private static final int DROP_DEPTH = 3;

    private HintStory() {}

    /** The status's paths: beside the file, and of the drop that the file lies in. */
    public static Set<String> places(SubmissionHinted fact) {
        String path = fact.file().path();
        String beside = path.substring(0, path.lastIndexOf('/') + 1);
        String[] segments = path.split("/", DROP_DEPTH);
        String drop = segments.length < DROP_DEPTH ? beside : segments[0] + "/" + segments[1] + "/";
        return beside.equals(drop)
                ? Set.of(InboxLayout.statusIn(beside))
                : Set.of(InboxLayout.statusIn(beside), InboxLayout.statusIn(drop));
    }

    public static DropStatus hint(InboxFile file, String message, Instant now) {
        return new DropStatus(
                DropStatus.SCHEMA,
                file.submission(),
                file.folder(),
                DropStatus.State.NOT_STARTED,
                message,
                now,
                file.uploadedAt(),
                null,
                null,
                List.of(),
                0,
                null,
                null,
                null,
                List.of(),
                List.of(),
                IgnoredFiles.NONE,
                LateInputs.NONE);
    }
}
