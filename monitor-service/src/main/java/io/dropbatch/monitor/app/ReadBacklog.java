package io.dropbatch.monitor.app;

import io.dropbatch.monitor.app.port.BacklogTelemetry;
import io.dropbatch.monitor.app.port.BusBacklog;
import io.dropbatch.monitor.app.port.UnreadableBacklogException;
import java.time.Clock;

/** Reads what waits in the bus; whatever fails, the service goes on. */
public final class ReadBacklog {

    private final BusBacklog backlog;
    private final BacklogTelemetry telemetry;
    private final Clock clock;

    public ReadBacklog(BusBacklog backlog, BacklogTelemetry telemetry, Clock clock) {
        this.backlog = backlog;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    public void read() {
        try {
            telemetry.read(backlog.read(), clock.instant());
        } catch (UnreadableBacklogException e) {
            telemetry.readFailed(e);
        }
    }
}
