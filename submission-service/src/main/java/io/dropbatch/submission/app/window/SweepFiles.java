package io.dropbatch.submission.app.window;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.retry.SweepPass;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.app.port.WindowMetrics;
import io.dropbatch.submission.app.port.WindowStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds files whose events were lost, and windows whose looks were. A pass lists the folders of the workloads that
 * start on each file, and asks only about files that were uploaded since the pass before it.
 */
public final class SweepFiles {

    /** Storage's clock and ours may differ by this much. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private static final int MOST_FAILURES = 20;

    /** What one request to the table answers: the number of files that wait is for the operator only. */
    private static final int MOST_COUNTED = 1000;

    /** The ports that the sweep needs. */
    public record Ports(
            Inbox inbox, DropDecisionStore ledger, WindowStore windows, WindowMetrics windowMetrics, Clock clock) {}

    private final Ports ports;
    private final EachFileWorkloads workloads;
    private final JoinWindow joinWindow;
    private final SealWindow sealWindow;
    private final Consumer<HandlerResult> announce;
    private final Duration grace;

    /** @param grace how old a file has to be before its event counts as lost */
    public SweepFiles(
            Ports ports,
            EachFileWorkloads workloads,
            JoinWindow joinWindow,
            SealWindow sealWindow,
            Consumer<HandlerResult> announce,
            Duration grace) {
        this.ports = ports;
        this.workloads = workloads;
        this.joinWindow = joinWindow;
        this.sealWindow = sealWindow;
        this.announce = announce;
        this.grace = grace;
    }

    /** One pass. Not for use by several threads. A failure in one folder must not stop the looks at the others. */
    public void sweep() {
        List<String> folders = ports.inbox().folders("");
        List<Integer> waiting = new ArrayList<>();
        try {
            SweepPass.over(folders, folder -> waiting.add(waitingIn(folder)));
        } finally {
            int open = (int) waiting.stream().filter(files -> files > 0).count();
            ports.windowMetrics()
                    .waiting(open, waiting.stream().mapToInt(Integer::intValue).sum());
        }
    }

    private int waitingIn(String folder) {
        return workloads.isEachFile(folder) ? waitingAfterSweep(folder) : 0;
    }

    private int waitingAfterSweep(String folder) {
        sweep(folder);
        announce.accept(sealWindow.check(folder));
        return ports.windows().waiting(folder, MOST_COUNTED).size();
    }

    /** A failure at one file must not stop the looks at the others. */
    private void sweep(String folder) {
        Instant old = ports.clock().instant().minus(grace);
        Instant from = ports.windows().sweptUntil(folder);
        try (Stream<SeenBlob> blobs = ports.inbox().list(folder + "/")) {
            Stream<SeenBlob> due = blobs.filter(blob -> blob.modifiedAt().isBefore(old))
                    .filter(blob -> !blob.modifiedAt().isBefore(from));
            SweepPass.over(due::iterator, MOST_FAILURES, this::consider);
        }
        ports.windows().swept(folder, old.minus(CLOCKS));
    }

    private void consider(SeenBlob blob) {
        if (joinWindow.isSettled(blob) || isMetadataChange(blob)) {
            return;
        }
        announce.accept(joinWindow.arrived(blob));
        ports.ledger().rememberTrigger(blob);
        ports.windowMetrics().recovered();
    }

    /** A change of metadata alters the ETag without an event, and is no new version. */
    private boolean isMetadataChange(SeenBlob blob) {
        return ports.ledger()
                .knownTrigger(blob.path())
                .filter(known -> known.sameContentAs(blob))
                .isPresent();
    }
}
