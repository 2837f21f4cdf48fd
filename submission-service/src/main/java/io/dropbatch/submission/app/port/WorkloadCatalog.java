package io.dropbatch.submission.app.port;

import io.dropbatch.model.workload.Workload;

/** The workloads that users provide. */
public interface WorkloadCatalog {

    /** The result of looking up a name. */
    sealed interface Recipe {

        /** A workload that this version supports. */
        record Usable(Workload workload) implements Recipe {}

        /** @param words why it cannot be used, for the owner of a drop */
        record Unusable(String words) implements Recipe {}
    }

    /** @param folder the first folder of a drop, which need not be the name of a workload */
    Recipe find(String folder);

    /** Whether the workload of this folder, which need not be usable, starts on each file. */
    boolean startsOnEachFile(String folder);
}
