package io.dropbatch.cli.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What runs, and what it has counted since each service's start. A part whose service does not answer is absent; the page
 * {@code docs/metrics.md} explains each field.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SystemReport(
        List<Program> programs,
        @Nullable Drops drops,
        @Nullable Outcomes outcomes,
        @Nullable VerifiedOutputs results,
        @Nullable Jobs jobs,
        @Nullable Tasks tasks,
        @Nullable List<Pool> pools,
        @Nullable List<BusEntity> bus,
        List<ServiceLevel> serviceLevels,
        HandledMessages messages,
        Map<String, Map<String, Long>> requests,
        Map<String, Long> recoveries) {

    /**
     * A program on this machine.
     *
     * @param state up, starting or down
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Program(
            String name,
            String state,
            @Nullable Long pid,
            @Nullable Long uptimeSeconds,
            @Nullable String url,
            @Nullable String version,
            @Nullable String revision) {}

    /** From submission-service. */
    public record Drops(long accepted, long rejected, Map<String, Long> rejectedByCode, Map<String, Long> waiting) {}

    /** From results-service. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Outcomes(
            long ready,
            long partial,
            long failed,
            Map<String, Long> failedByCode,
            long open,
            @Nullable Double oldestOpenSeconds) {}

    /** From results-service. */
    public record VerifiedOutputs(long outputs, long bytes, Map<String, Long> verificationFailures) {}

    /** From scheduler-service. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Jobs(
            Map<String, Long> byState,
            Map<String, Long> waiting,
            @Nullable Double oldestWaitingSeconds,
            long active,
            @Nullable Long activeLimit,
            Quantiles queueWaitSeconds) {}

    /** From monitor-service. */
    public record Tasks(
            long open, long succeeded, long failed, Map<String, Long> failedByCode, long retries, long preempted) {}

    /** From scheduler-service; nodes by kind and Azure's name of their state, seconds by what nodes did. */
    public record Pool(String name, long slots, Map<String, Map<String, Long>> nodes, Map<String, Long> nodeSeconds) {}

    /** From monitor-service. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BusEntity(
            String entity,
            long active,
            @Nullable Long scheduled,
            long deadLetters,
            @Nullable Double oldestSeconds) {}

    /** From all services that answer. */
    public record HandledMessages(
            Map<String, Long> byOutcome, long redelivered, long retries, Map<String, Long> absorbed) {}

    /**
     * How long something took, beside its objective.
     *
     * @param withinObjective share of all, if the objective is the bound of a bucket
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ServiceLevel(
            String name,
            @Nullable Double objectiveSeconds,
            long count,
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99,
            @Nullable Double withinObjective) {}

    /** Quantiles of what was measured; absent when nothing was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Quantiles(
            long count, @Nullable Double p50, @Nullable Double p95) {}
}
