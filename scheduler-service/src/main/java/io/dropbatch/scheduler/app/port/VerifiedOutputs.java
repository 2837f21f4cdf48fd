package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.result.VerifiedTask;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Reads the records of verified levels and writes the input lists of merge tasks. */
public interface VerifiedOutputs {

    /** The verified tasks of a level, in order; the caller closes the reading. */
    Reading open(JobId job, int level, long offset);

    /** How many tasks of a verified level failed, and are missing from its record. */
    int missing(JobId job, int level);

    /** Tells by its index whether a retried job takes over a task of the level, so that it is not run. */
    IntPredicate carried(JobId job, int level);

    /** Stores the list of a merge task's inputs. */
    void writeList(String path, String list);

    /** A walk through the record of a level. */
    interface Reading extends AutoCloseable {

        Optional<VerifiedTask> next();

        /** The offset of the first entry that was not read. */
        long offset();

        @Override
        void close();
    }
}
