package io.dropbatch.results.adapter.store;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.results.app.port.RecordDraft;
import io.dropbatch.results.app.port.VerifiedLevels;
import io.dropbatch.store.BlobStore;
import java.util.stream.Stream;

/** Keeps the records of verified levels in the system container. */
public final class BlobVerifiedLevels implements VerifiedLevels {

    private final BlobStore system;

    public BlobVerifiedLevels(BlobStore system) {
        this.system = system;
    }

    @Override
    public boolean exists(JobId job, int level) {
        return system.facts(SystemLayout.levelOutputs(job, level)).isPresent();
    }

    @Override
    public Stream<VerifiedTask> read(JobId job, int level) {
        return JsonLines.read(system, SystemLayout.levelOutputs(job, level), VerifiedTask.class);
    }

    @Override
    public RecordDraft<VerifiedTask> draft(JobId job, int level) {
        return new JsonLinesDraft<>(system, SystemLayout.levelOutputs(job, level));
    }

    @Override
    public Stream<TaskRecord> missing(JobId job, int level) {
        return JsonLines.read(system, SystemLayout.levelMissing(job, level), TaskRecord.class);
    }

    @Override
    public RecordDraft<TaskRecord> missingDraft(JobId job, int level) {
        return new JsonLinesDraft<>(system, SystemLayout.levelMissing(job, level));
    }
}
