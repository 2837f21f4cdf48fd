package io.dropbatch.submission.adapter.store;

import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import io.dropbatch.submission.app.port.ApplicationCatalog;
import java.util.stream.Stream;

/** Applications in a container: {@code <application>/<version>/…}. */
public final class BlobApplicationCatalog implements ApplicationCatalog {

    private final BlobStore blobs;

    public BlobApplicationCatalog(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public String container() {
        return blobs.container();
    }

    @Override
    public boolean exists(ApplicationRef application) {
        try (Stream<BlobDetails> files = blobs.list(application.path() + "/")) {
            return files.findFirst().isPresent();
        }
    }
}
