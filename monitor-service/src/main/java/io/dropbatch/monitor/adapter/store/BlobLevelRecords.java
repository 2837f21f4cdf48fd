package io.dropbatch.monitor.adapter.store;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.monitor.app.port.LevelRecords;
import io.dropbatch.store.BlobStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Level records as blobs of the system container, one line a task. */
public final class BlobLevelRecords implements LevelRecords {

    private static final String LINES = "application/x-ndjson";

    private final BlobStore system;

    public BlobLevelRecords(BlobStore system) {
        this.system = system;
    }

    @Override
    public String write(JobId job, int level, Source source) {
        String path = SystemLayout.levelTasks(job, level);
        system.stream(path, LINES, out -> source.writeTo(task -> line(out, task)));
        return path;
    }

    private static void line(OutputStream out, TaskRecord task) {
        try {
            out.write(ModelJson.write(task));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
