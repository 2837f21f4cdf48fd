package io.dropbatch.monitor.app;

import java.time.Clock;

/** What every use case has around it. */
public record Environment(Announcer announcer, Checkpoints checkpoints, Telemetry telemetry, Clock clock) {}
