package io.dropbatch.results.adapter.store;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.result.CarriedTask;
import io.dropbatch.results.app.port.CarriedLevels;
import io.dropbatch.results.app.port.RecordDraft;
import io.dropbatch.store.BlobStore;
import java.util.stream.Stream;

/** Keeps the records of what retried jobs take over in the system container. */
public final class BlobCarriedLevels implements CarriedLevels {

    private final BlobStore system;

    public BlobCarriedLevels(BlobStore system) {
        this.system = system;
    }

    @Override
    public boolean exists(JobId job, int level) {
        return system.facts(SystemLayout.levelCarried(job, level)).isPresent();
    }

    /** A first attempt takes over nothing: storage is not asked. */
    @Override
    public Stream<CarriedTask> read(JobId job, int level) {
        return job.attempt() == 1
                ? Stream.empty()
                : JsonLines.read(system, SystemLayout.levelCarried(job, level), CarriedTask.class);
    }

    @Override
    public RecordDraft<CarriedTask> draft(JobId job, int level) {
        return new JsonLinesDraft<>(system, SystemLayout.levelCarried(job, level));
    }
}
