package io.dropbatch.results.adapter.store;

import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.results.app.port.TaskRecords;
import io.dropbatch.store.BlobStore;
import java.util.stream.Stream;

/** Reads Batch's task records from the system container. */
public final class BlobTaskRecords implements TaskRecords {

    private final BlobStore system;

    public BlobTaskRecords(BlobStore system) {
        this.system = system;
    }

    @Override
    public Stream<TaskRecord> read(String path) {
        return JsonLines.read(system, path, TaskRecord.class);
    }
}
