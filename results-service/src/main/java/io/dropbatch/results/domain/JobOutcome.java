package io.dropbatch.results.domain;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a job ended. Each attempt has exactly one, and it never changes. */
public sealed interface JobOutcome {

    JobId job();

    String workload();

    /** When it was decided. */
    Instant at();

    /** The event about the outcome; every repetition is identical, including its id. */
    DomainEvent announcement(String container);

    /**
     * The outputs are complete and sound.
     *
     * @param tasks of all levels
     * @param outputs and {@code bytes} of the last level
     */
    record Ready(
            JobId job,
            String workload,
            Instant acceptedAt,
            Instant at,
            String manifest,
            String manifestSha256,
            int tasks,
            int outputs,
            long bytes)
            implements JobOutcome {

        @Override
        public DomainEvent announcement(String container) {
            return new OutputReady(
                    job.submission(),
                    workload,
                    job,
                    container,
                    manifest,
                    manifestSha256,
                    tasks,
                    outputs,
                    bytes,
                    acceptedAt,
                    at);
        }
    }

    /**
     * There is no sound result.
     *
     * @param manifest of what there is; absent when nothing ran
     */
    record Failed(
            JobId job,
            String workload,
            Instant at,
            @Nullable String manifest,
            int failedTasks,
            Failure failure) implements JobOutcome {

        @Override
        public DomainEvent announcement(String container) {
            return new OutputFailed(job.submission(), workload, job, container, manifest, failedTasks, failure, at);
        }
    }
}
