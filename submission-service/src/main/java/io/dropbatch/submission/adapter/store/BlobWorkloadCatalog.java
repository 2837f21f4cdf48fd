package io.dropbatch.submission.adapter.store;

import io.dropbatch.codec.document.NearestName;
import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.store.BlobContent;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import io.dropbatch.submission.app.port.WorkloadCatalog;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Workload files in a container: {@code <workload>.yaml}. */
public final class BlobWorkloadCatalog implements WorkloadCatalog {

    private static final long LARGEST = 1024 * 1024;
    private static final String ENDING = ".yaml";
    private static final int MOST_NAMES = 1000;

    private final BlobStore blobs;

    public BlobWorkloadCatalog(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public Recipe find(String folder) {
        Optional<WorkloadName> name = WorkloadName.parse(folder);
        if (name.isEmpty()) {
            return new Recipe.Unusable("The first folder of the drop is not the name of a workload" + didYouMean(folder)
                    + ": names are 1-30 of a-z, 0-9 and '-'.");
        }
        String path = name.get() + ENDING;
        boolean huge =
                blobs.facts(path).filter(facts -> facts.bytes() > LARGEST).isPresent();
        if (huge) {
            return new Recipe.Unusable(file(path) + " is larger than a workload can be.");
        }
        return blobs.read(path)
                .map(content -> read(content, path, name.get()))
                .orElseGet(() -> new Recipe.Unusable("There is no " + file(path) + didYouMean(folder)
                        + ": upload the workload there, or drop into the folder of one that exists."));
    }

    private String didYouMean(String folder) {
        try (Stream<BlobDetails> files = blobs.list("")) {
            List<String> known = files.map(BlobDetails::path)
                    .filter(path -> path.endsWith(ENDING))
                    .map(path -> path.substring(0, path.length() - ENDING.length()))
                    .limit(MOST_NAMES)
                    .toList();
            return NearestName.of(folder, known)
                    .map(name -> " (did you mean '" + name + "'?)")
                    .orElse("");
        }
    }

    @Override
    public boolean startsOnEachFile(String folder) {
        return WorkloadName.parse(folder)
                .flatMap(name -> blobs.facts(name + ".yaml"))
                .filter(facts -> facts.bytes() <= LARGEST)
                .flatMap(facts -> blobs.read(facts.path()))
                .filter(content -> WorkloadReader.startOf(content.bytes()) == StartCondition.On.EACH_FILE)
                .isPresent();
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
