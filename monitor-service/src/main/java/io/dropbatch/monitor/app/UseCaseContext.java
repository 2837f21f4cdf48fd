package io.dropbatch.monitor.app;

import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.monitor.app.port.CrashCheckpoints;
import io.dropbatch.monitor.app.port.EventAnnouncer;
import io.dropbatch.monitor.app.port.MonitorTelemetry;
import java.time.Clock;

/** The collaborators that every use case needs. */
public record UseCaseContext(
        EventAnnouncer announcer,
        CrashCheckpoints checkpoints,
        MonitorTelemetry telemetry,
        DropTraces traces,
        Clock clock) {}
