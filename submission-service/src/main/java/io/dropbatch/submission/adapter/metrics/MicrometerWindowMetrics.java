package io.dropbatch.submission.adapter.metrics;

import io.dropbatch.submission.app.port.WindowMetrics;
import io.dropbatch.submission.domain.window.SealReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts files that are processed as they come, and the jobs that they share, in meters. */
public final class MicrometerWindowMetrics implements WindowMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerWindowMetrics.class);

    private final MeterRegistry meters;
    private final Counter joined;
    private final Counter leftOut;
    private final DistributionSummary files;
    private final AtomicInteger open;

    public MicrometerWindowMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.joined = Counter.builder("dropbatch.files.joined")
                .description("Files of workloads that start on each file that went into a window")
                .register(meters);
        this.leftOut = Counter.builder("dropbatch.files.left.out")
                .description("Files that their workload does not select")
                .register(meters);
        this.files = DistributionSummary.builder("dropbatch.window.files")
                .description("Files of one sealed window")
                .register(meters);
        this.open = new AtomicInteger();
        meters.gauge("dropbatch.windows.open", open);
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
    public void sealed(SealReason reason, int count) {
        LOG.atInfo().addKeyValue("reason", reason).addKeyValue("files", count).log("sealed a window");
        sealed(reason).increment();
        files.record(count);
    }

    @Override
    public void open(int folders) {
        open.set(folders);
    }

    private Counter sealed(SealReason reason) {
        return Counter.builder("dropbatch.windows.sealed")
                .description("Windows that became jobs")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
