package io.dropbatch.submission.app;

import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.domain.SeenBlob;
import java.util.List;
import java.util.stream.Stream;

/** Everything that lies in a drop, what is no input too: the trigger, the status, the stubs of folders. */
record DropListing(Inbox inbox) {

    /** @return paths relative to the drop */
    List<String> paths(String prefix) {
        try (Stream<SeenBlob> blobs = inbox.list(prefix)) {
            return blobs.map(blob -> blob.path().substring(prefix.length())).toList();
        }
    }
}
