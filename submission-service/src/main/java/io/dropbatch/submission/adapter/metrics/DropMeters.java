package io.dropbatch.submission.adapter.metrics;

import io.dropbatch.bus.metrics.LatencyTimer;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** The meters of decisions, which drops of several files and files by themselves have in common. */
final class DropMeters {

    private static final String WORKLOAD = "workload";

    private final MeterProvider<Counter> drops;
    private final MeterProvider<Counter> inputs;
    private final MeterProvider<Counter> bytes;
    private final MeterProvider<Counter> tasks;
    private final LatencyTimer acceptance;

    DropMeters(MeterRegistry meters) {
        this.drops = Counter.builder("dropbatch.drops")
                .description("Drops that were decided about; a file that is a drop by itself counts as one")
                .withRegistry(meters);
        this.inputs = Counter.builder("dropbatch.inputs")
                .description("Files of accepted drops")
                .withRegistry(meters);
        this.bytes = Counter.builder("dropbatch.input")
                .description("Bytes in the files of accepted drops")
                .baseUnit("bytes")
                .withRegistry(meters);
        this.tasks = Counter.builder("dropbatch.tasks.planned")
                .description("Tasks of the first level of accepted drops")
                .withRegistry(meters);
        this.acceptance = LatencyTimer.latency(
                meters,
                "dropbatch.drop.acceptance",
                "From the upload of the trigger, which storage tells in whole seconds, to the decision to accept");
    }

    void accepted(String workload, Duration sinceUpload) {
        drops(workload, "accepted", "none").increment();
        acceptance.record(sinceUpload, WORKLOAD, workload);
    }

    void planned(String workload, int files, long size, int count) {
        inputs.withTag(WORKLOAD, workload).increment(files);
        bytes.withTag(WORKLOAD, workload).increment(size);
        tasks.withTag(WORKLOAD, workload).increment(count);
    }

    void rejected(String workload, Failure failure) {
        drops(workload, "rejected", failure.code().value()).increment();
    }

    /** The first folder, or "unknown" when that is no name of a workload. */
    static String workloadOf(SubmissionId submission) {
        return submission.workload().value();
    }

    private Counter drops(String workload, String outcome, String code) {
        return drops.withTags(WORKLOAD, workload, "outcome", outcome, "code", code);
    }
}
