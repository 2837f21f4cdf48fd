package io.dropbatch.results.domain;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputPartial;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.results.domain.failure.FailureSummary;
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
     * The outputs are sound, and complete but for those of the tasks that failed and that the workload can do without.
     *
     * @param result what there is
     */
    record Partial(Ready result, FailureSummary missing) implements JobOutcome {

        @Override
        public JobId job() {
            return result.job();
        }

        @Override
        public String workload() {
            return result.workload();
        }

        @Override
        public Instant at() {
            return result.at();
        }

        @Override
        public DomainEvent announcement(String container) {
            return new OutputPartial(
                    job().submission(),
                    workload(),
                    job(),
                    container,
                    result.manifest(),
                    result.manifestSha256(),
                    result.tasks(),
                    missing.tasks(),
                    result.outputs(),
                    result.bytes(),
                    missing.failure(),
                    result.acceptedAt(),
                    at());
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
            FailureSummary why) implements JobOutcome {

        public Failure failure() {
            return why.failure();
        }

        @Override
        public DomainEvent announcement(String container) {
            return new OutputFailed(job.submission(), workload, job, container, manifest, failedTasks, failure(), at);
        }
    }
}
