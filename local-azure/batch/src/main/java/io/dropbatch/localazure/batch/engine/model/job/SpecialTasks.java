package io.dropbatch.localazure.batch.engine.model.job;

import io.dropbatch.localazure.batch.document.RequestDocument;
import org.jspecify.annotations.Nullable;

/** The tasks that a job brings itself: its manager, and what runs on each node before its first and after its last task. */
public record SpecialTasks(
        @Nullable JobManager manager,
        @Nullable JobCommand preparation,
        @Nullable JobCommand release) {

    static SpecialTasks read(RequestDocument job, int maxTaskRetries) {
        JobCommand preparation = JobCommand.preparation(job);
        JobCommand release = JobCommand.release(job);
        if (release != null && preparation == null) {
            throw job.invalid("jobReleaseTask", "A job release task needs a job preparation task.");
        }
        JobManager manager = JobManager.read(job, maxTaskRetries);
        if (manager != null) {
            manager.distinguish(preparation, release);
        }
        return new SpecialTasks(manager, preparation, release);
    }
}
