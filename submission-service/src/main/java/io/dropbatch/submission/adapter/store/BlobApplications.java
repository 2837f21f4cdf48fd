package io.dropbatch.submission.adapter.store;

import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.store.BlobFacts;
import io.dropbatch.store.Blobs;
import io.dropbatch.submission.app.port.Applications;
import java.util.stream.Stream;

/** Applications in a container: {@code <application>/<version>/…}. */
public final class BlobApplications implements Applications {

    private final Blobs blobs;

    public BlobApplications(Blobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public String container() {
        return blobs.container();
    }

    @Override
    public boolean exists(ApplicationRef application) {
        try (Stream<BlobFacts> files = blobs.list(application.path() + "/")) {
            return files.findFirst().isPresent();
        }
    }
}
