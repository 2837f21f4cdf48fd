package io.dropbatch.submission.adapter.store;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.store.BlobStore;
import io.dropbatch.submission.app.port.SplitRecords;
import java.util.Optional;

/** Records of verified levels of one task, which results-service writes. */
public final class BlobSplitRecords implements SplitRecords {

    private final BlobStore system;

    public BlobSplitRecords(BlobStore system) {
        this.system = system;
    }

    @Override
    public Optional<VerifiedTask> find(String path) {
        return system.read(path).map(line -> ModelJson.read(line.bytes(), VerifiedTask.class));
    }
}
