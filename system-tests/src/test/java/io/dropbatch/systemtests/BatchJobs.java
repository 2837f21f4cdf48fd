package io.dropbatch.systemtests;

import com.microsoft.azure.batch.DetailLevel;
import com.microsoft.azure.batch.protocol.models.CloudJob;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What an operator sees of a drop in the Batch account. */
final class BatchJobs {

    private BatchJobs() {}

    static List<String> of(Dropped drop) {
        DetailLevel ofDrop = new DetailLevel.Builder()
                .withFilterClause("startswith(id,'" + drop.submission() + "')")
                .withSelectClause("id")
                .build();
        try {
            return drop.house().batch().jobOperations().listJobs(ofDrop).stream()
                    .map(CloudJob::id)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> tasks(Dropped drop) {
        try {
            return drop.house().batch().taskOperations().listTasks(drop.submission() + "-1").stream()
                    .map(CloudTask::id)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
