package io.dropbatch.monitor.app;

import io.dropbatch.monitor.app.port.Announcer;
import io.dropbatch.monitor.app.port.Checkpoints;
import io.dropbatch.monitor.app.port.Telemetry;
import java.time.Clock;

/** What every use case has around it. */
public record Environment(Announcer announcer, Checkpoints checkpoints, Telemetry telemetry, Clock clock) {}
