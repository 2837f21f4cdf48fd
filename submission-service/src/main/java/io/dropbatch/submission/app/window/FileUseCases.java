package io.dropbatch.submission.app.window;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.planning.plan.PlanWriter;
import io.dropbatch.submission.app.port.ApplicationCatalog;
import io.dropbatch.submission.app.port.DecisionMetrics;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.app.port.SealedWindows;
import io.dropbatch.submission.app.port.WindowMetrics;
import io.dropbatch.submission.app.port.WindowStore;
import io.dropbatch.submission.app.port.WorkloadCatalog;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The use cases of workloads that start on each file.
 *
 * @param noteFile reacts to events
 * @param retryFile lets a file that failed wait once more
 * @param cancelFile cancels a file that waits, and says which task one is that does not
 * @param sealWindow makes jobs of the files that wait
 * @param sweepFiles finds files whose events were lost
 * @param workloads knows which folders are of such workloads
 */
public record FileUseCases(
        NoteFile noteFile,
        RetryFile retryFile,
        CancelFile cancelFile,
        SealWindow sealWindow,
        SweepFiles sweepFiles,
        EachFileWorkloads workloads) {

    /** The ports that are used for drops of several files too. */
    public record DropPorts(
            Inbox inbox,
            WorkloadCatalog workloads,
            ApplicationCatalog applications,
            PlanWriter plans,
            DropDecisionStore ledger,
            DecisionMetrics metrics) {}

    /** The ports that only files by themselves need. */
    public record Ports(WindowStore windows, SealedWindows sealed, WindowMetrics metrics) {}

    /**
     * @param announce sends what the sweep decided, and throws when it cannot
     * @param grace how old a file has to be before its event counts as lost
     */
    public static FileUseCases on(
            DropPorts drops, Ports files, Consumer<HandlerResult> announce, Clock clock, Duration grace) {
        EachFileWorkloads workloads = new EachFileWorkloads(drops.workloads(), clock);
        JoinWindow join = new JoinWindow(
                workloads,
                files.windows(),
                drops.metrics(),
                files.metrics(),
                clock,
                drops.inbox().container());
        SealWindow seal = new SealWindow(
                new SealWindow.Ports(
                        drops.inbox(),
                        drops.workloads(),
                        drops.applications(),
                        files.windows(),
                        files.sealed(),
                        files.metrics()),
                new AnnounceWindow(drops.plans()),
                clock);
        SweepFiles.Ports sweeping =
                new SweepFiles.Ports(drops.inbox(), drops.ledger(), files.windows(), files.metrics(), clock);
        return new FileUseCases(
                new NoteFile(drops.inbox(), drops.ledger(), workloads, join, clock),
                new RetryFile(drops.inbox(), join),
                new CancelFile(
                        files.windows(), files.sealed(), clock, drops.inbox().container()),
                seal,
                new SweepFiles(sweeping, workloads, join, seal, announce, grace),
                workloads);
    }
}
