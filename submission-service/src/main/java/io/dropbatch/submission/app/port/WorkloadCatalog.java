package io.dropbatch.submission.app.port;

import io.dropbatch.model.workload.Workload;

/** The recipes that users provide. */
public interface WorkloadCatalog {

    /** What there is under a name. */
    sealed interface Recipe {

        /** A workload that this version honours. */
        record Usable(Workload workload) implements Recipe {}

        /** @param words why it cannot be used, for the owner of a drop */
        record Unusable(String words) implements Recipe {}
    }

    /** @param folder the first folder of a drop, which need not be the name of a workload */
    Recipe find(String folder);
}
