package io.dropbatch.submission.adapter.store;

import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.store.BlobContent;
import io.dropbatch.store.BlobStore;
import io.dropbatch.submission.app.port.WorkloadCatalog;
import java.util.Optional;

/** Workload files in a container: {@code <workload>.yaml}. */
public final class BlobWorkloadCatalog implements WorkloadCatalog {

    private static final long LARGEST = 1024 * 1024;

    private final BlobStore blobs;

    public BlobWorkloadCatalog(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public Recipe find(String folder) {
        Optional<WorkloadName> name = WorkloadName.parse(folder);
        if (name.isEmpty()) {
            return new Recipe.Unusable("The first folder of the drop is not the name of a workload: "
                    + "names are 1-30 of a-z, 0-9 and '-'.");
        }
        String path = name.get() + ".yaml";
        boolean huge =
                blobs.facts(path).filter(facts -> facts.bytes() > LARGEST).isPresent();
        if (huge) {
            return new Recipe.Unusable(file(path) + " is larger than a workload can be.");
        }
        return blobs.read(path)
                .map(content -> read(content, path, name.get()))
                .orElseGet(() -> new Recipe.Unusable("There is no " + file(path)
                        + ": upload the workload there, or drop into the folder of one that exists."));
    }

    private Recipe read(BlobContent content, String path, WorkloadName name) {
        return switch (WorkloadReader.read(content.bytes(), name)) {
            case WorkloadReading.Valid(Workload workload) -> new Recipe.Usable(workload);
            case WorkloadReading.Invalid invalid -> new Recipe.Unusable(file(path) + ": " + invalid.describe());
        };
    }

    private String file(String path) {
        return blobs.container() + "/" + path;
    }
}
