package io.dropbatch.monitor.app;

import io.dropbatch.monitor.app.port.CrashCheckpoints;
import io.dropbatch.monitor.app.port.EventAnnouncer;
import io.dropbatch.monitor.app.port.MonitorTelemetry;
import java.time.Clock;

/** What every use case has around it. */
public record UseCaseContext(
        EventAnnouncer announcer, CrashCheckpoints checkpoints, MonitorTelemetry telemetry, Clock clock) {}
