package io.dropbatch.planning.plan;

import io.dropbatch.planning.drop.DropFiles;
import io.dropbatch.planning.drop.SeenBlob;
import java.util.List;
import java.util.stream.Stream;

/** Everything that lies in a drop, what is no input too: the trigger, the status, the stubs of folders. */
public record DropListing(DropFiles files) {

    /** @return paths relative to the drop */
    public List<String> paths(String prefix) {
        try (Stream<SeenBlob> blobs = files.list(prefix)) {
            return blobs.map(blob -> blob.path().substring(prefix.length())).toList();
        }
    }
}
