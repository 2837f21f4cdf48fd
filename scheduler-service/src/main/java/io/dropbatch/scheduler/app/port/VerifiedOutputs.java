package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.result.VerifiedTask;
import java.util.Optional;

/** What came out of verified levels, and the lists that merge tasks are given. */
public interface VerifiedOutputs {

    /** The verified tasks of a level, in order; the caller closes the reading. */
    Reading open(JobId job, int level, long offset);

    /** Stores the list of a merge task's inputs. */
    void writeList(String path, String list);

    /** A walk through the record of a level. */
    interface Reading extends AutoCloseable {

        Optional<VerifiedTask> next();

        /** Where the record goes on behind what was read. */
        long offset();

        @Override
        void close();
    }
}
