package io.dropbatch.results.domain;

import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.result.TaskRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Picks, among all runs of a task that uploaded something, the one that Batch's record of success is about: it ran on
 * the recorded node, within the recorded time, and succeeded. A late run of a node that was thought lost is never
 * picked.
 *
 * @param tolerance how far the node's clock may be from Batch's
 */
public record RunChoice(Duration tolerance) {

    public Optional<MarkedRun> choose(TaskRecord record, List<MarkedRun> runs) {
        return runs.stream()
                .filter(run -> counts(record, run.marker()))
                .max(Comparator.comparing((MarkedRun run) -> run.marker().startedAt())
                        .thenComparing(MarkedRun::base));
    }

    private boolean counts(TaskRecord record, TaskMarker marker) {
        return marker.task().equals(record.task())
                && marker.exitCode() == 0
                && marker.failure() == null
                && (record.node() == null || record.node().equals(marker.node()))
                && fits(record, marker);
    }

    private boolean fits(TaskRecord record, TaskMarker marker) {
        boolean notBefore = record.startedAt() == null
                || !marker.startedAt().isBefore(record.startedAt().minus(tolerance));
        boolean notAfter = record.endedAt() == null
                || !marker.endedAt().isAfter(record.endedAt().plus(tolerance));
        return notBefore && notAfter;
    }
}
