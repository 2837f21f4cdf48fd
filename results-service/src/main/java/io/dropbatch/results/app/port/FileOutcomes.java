package io.dropbatch.results.app.port;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.JobId;
import io.dropbatch.results.domain.FileOutcome;
import java.util.Optional;

/** Keeps one outcome for each file of each rolling job that it is in: the first one entered is final. */
public interface FileOutcomes {

    Optional<FileOutcome> find(DropTrigger file, JobId job);

    /**
     * Keeps the times of the first call, so that a repeated conclusion writes the same manifest. The first call decides as
     * well whether the file is cancelled.
     */
    OutcomeRegister.Times times(DropTrigger file, JobId job, OutcomeRegister.Times proposed);

    /**
     * Enters an outcome unless there is one.
     *
     * @return the stored outcome
     */
    OutcomeEntry<FileOutcome> settle(FileOutcome proposed);
}
