package io.dropbatch.submission.adapter.metrics;

import io.dropbatch.bus.metrics.SweepMeter;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.WindowMetrics;
import io.dropbatch.submission.domain.window.SealReason;
import io.dropbatch.submission.domain.window.SealedFile;
import io.dropbatch.submission.domain.window.SealedWindow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts files that are processed as they come, and the jobs that they share, in meters. */
public final class MicrometerWindowMetrics implements WindowMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerWindowMetrics.class);

    private final MeterRegistry meters;
    private final DropMeters drops;
    private final Counter joined;
    private final Counter leftOut;
    private final DistributionSummary files;
    private final SweepMeter sweep;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();

    public MicrometerWindowMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.drops = new DropMeters(meters);
        this.joined = Counter.builder("dropbatch.files.joined")
                .description("Files of workloads that start on each file that went into a window")
                .register(meters);
        this.leftOut = Counter.builder("dropbatch.files.left.out")
                .description("Files that their workload does not select")
                .register(meters);
        this.files = DistributionSummary.builder("dropbatch.window.files")
                .description("Files of one sealed window, unless they were cancelled")
                .register(meters);
        this.sweep = new SweepMeter(meters, "files");
        Gauge.builder("dropbatch.windows.open", open, AtomicInteger::get)
                .description("Windows in which a file waits, as the last sweep has seen")
                .register(meters);
        Gauge.builder("dropbatch.drops.waiting", waiting, AtomicInteger::get)
                .description("Drops that wait, as the last sweep has seen: for inputs, or for the job that files share")
                .tag("reason", "window")
                .register(meters);
        for (SealReason reason : SealReason.values()) {
            sealed(reason);
        }
    }

    @Override
    public void joined() {
        joined.increment();
    }

    @Override
    public void leftOut() {
        leftOut.increment();
    }

    @Override
    public void sealed(SealReason reason, SealedWindow window) {
        int count = window.files().size();
        LOG.atInfo().addKeyValue("reason", reason).addKeyValue("files", count).log("sealed a window");
        sealed(reason).increment();
        if (reason != SealReason.CANCELLED) {
            files.record(count);
        }
        String workload = DropMeters.workloadOf(window.trigger().submission());
        int accepted = 0;
        long bytes = 0;
        for (SealedFile file : window.files()) {
            @Nullable Failure refusal = file.refusal();
            if (refusal != null) {
                drops.rejected(workload, refusal);
                continue;
            }
            SeenBlob blob = file.blob();
            accepted++;
            bytes += blob.bytes();
            drops.accepted(
                    workload,
                    Duration.between(blob.modifiedAt(), window.trigger().uploadedAt()));
        }
        drops.planned(workload, accepted, bytes, accepted);
    }

    @Override
    public void recovered() {
        sweep.recovered(1);
    }

    @Override
    public void waiting(int windows, int count) {
        open.set(windows);
        waiting.set(count);
    }

    private Counter sealed(SealReason reason) {
        return Counter.builder("dropbatch.windows.sealed")
                .description("Windows that take no more files, by reason; those of cancelled files become no job")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
