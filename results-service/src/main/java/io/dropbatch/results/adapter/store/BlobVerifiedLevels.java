package io.dropbatch.results.adapter.store;

import io.dropbatch.codec.Json;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.results.app.VerifiedLevels;
import io.dropbatch.store.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** The records of verified levels in the system container. */
public final class BlobVerifiedLevels implements VerifiedLevels {

    private static final String TYPE = "application/jsonl";

    private final Blobs system;

    public BlobVerifiedLevels(Blobs system) {
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
    public Draft draft(JobId job, int level) {
        return new Spooled(system, SystemLayout.levelOutputs(job, level));
    }

    private static final class Spooled implements Draft {

        private final Blobs system;
        private final String path;
        private final Spool spool = new Spool();

        Spooled(Blobs system, String path) {
            this.system = system;
            this.path = path;
        }

        @Override
        public void add(VerifiedTask task) {
            try {
                spool.content().write(Json.write(task));
                spool.content().write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void commit() {
            spool.upload(system, path, TYPE);
        }

        @Override
        public void close() {
            spool.close();
        }
    }
}
