package io.dropbatch.results.adapter.metrics;

import io.dropbatch.bus.metrics.LatencyTimer;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.results.domain.ConcludedDrop;
import io.dropbatch.results.domain.JobOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The meters of outcomes by workload. */
final class OutcomeMeters {

    private static final String WORKLOAD = "workload";
    private static final String OUTCOME = "outcome";
    private static final String CODE = "code";
    private static final String READY = "ready";

    /** What a verification finds and no command of a user can bring about. */
    private static final Set<FailureCode> NOT_THE_USERS = Set.of(
            FailureCode.OUTPUT_MISSING,
            FailureCode.UPLOAD,
            FailureCode.INPUT_MISSING,
            FailureCode.INPUT_CHANGED,
            FailureCode.PLATFORM);

    private final MeterProvider<Counter> outcomes;
    private final MeterProvider<Counter> outputs;
    private final MeterProvider<Counter> bytes;
    private final MeterProvider<Counter> failures;
    private final LatencyTimer duration;
    private final LatencyTimer endToReady;
    private final Clock clock;

    OutcomeMeters(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        this.outcomes = Counter.builder("dropbatch.outcomes")
                .description("Drops that got their outcome; a file that is a drop by itself counts as one")
                .withRegistry(meters);
        this.outputs = Counter.builder("dropbatch.outputs")
                .description("Files in verified results")
                .withRegistry(meters);
        this.bytes = Counter.builder("dropbatch.output")
                .description("Bytes in verified results")
                .baseUnit("bytes")
                .withRegistry(meters);
        this.failures = Counter.builder("dropbatch.verification.failures")
                .description("Drops whose outputs or inputs a verification did not find sound, by what it found; the"
                        + " failures of users' commands are not among them")
                .withRegistry(meters);
        this.duration = LatencyTimer.lifetime(
                meters, "dropbatch.drop.duration", "From the upload of the trigger to the outcome");
        this.endToReady = LatencyTimer.latency(
                meters,
                "dropbatch.job.end.to.ready",
                "From the end of the last task, by Batch's clock, to the event about the outcome");
    }

    /** Makes the meters of a workload exist, so that its first event is seen as one. */
    void known(SubmissionId submission) {
        String workload = workloadOf(submission);
        outcome(workload, READY, "none");
        outputs.withTag(WORKLOAD, workload);
        bytes.withTag(WORKLOAD, workload);
        endToReady.exist(WORKLOAD, workload);
        duration.exist(WORKLOAD, workload, OUTCOME, READY);
        NOT_THE_USERS.forEach(code -> failures.withTags(WORKLOAD, workload, CODE, code.value()));
    }

    void count(ConcludedDrop drop) {
        String workload = workloadOf(drop.submission());
        switch (drop.outcome()) {
            case JobOutcome.Ready ready -> {
                outcome(workload, READY, "none").increment();
                result(workload, ready);
                duration(drop, workload, READY);
            }
            case JobOutcome.Partial partial -> {
                outcome(workload, "partial", partial.missing().failure().code().value())
                        .increment();
                result(workload, partial.result());
                duration(drop, workload, "partial");
            }
            case JobOutcome.Failed failed -> {
                FailureCode code = failed.failure().code();
                outcome(workload, "failed", code.value()).increment();
                if (drop.lastTaskEnd() != null && NOT_THE_USERS.contains(code)) {
                    failures.withTags(WORKLOAD, workload, CODE, code.value()).increment();
                }
                duration(drop, workload, "failed");
            }
        }
        @Nullable Instant end = drop.lastTaskEnd();
        if (end != null) {
            endToReady.record(end, clock.instant(), WORKLOAD, workload);
        }
    }

    private void result(String workload, JobOutcome.Ready ready) {
        outputs.withTag(WORKLOAD, workload).increment(ready.outputs());
        bytes.withTag(WORKLOAD, workload).increment(ready.bytes());
    }

    private void duration(ConcludedDrop drop, String workload, String outcome) {
        @Nullable Instant triggered = drop.triggeredAt();
        if (triggered != null) {
            duration.record(triggered, clock.instant(), WORKLOAD, workload, OUTCOME, outcome);
        }
    }

    private Counter outcome(String workload, String outcome, String code) {
        return outcomes.withTags(WORKLOAD, workload, OUTCOME, outcome, CODE, code);
    }

    private static String workloadOf(SubmissionId submission) {
        return submission.workload().value();
    }
}
