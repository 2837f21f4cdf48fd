package io.dropbatch.monitor.app.port;

import io.dropbatch.monitor.domain.WatchedLevel;

/** How many tasks may fail without failing their level, as the workload says. */
@FunctionalInterface
public interface FailureLimits {

    int tolerated(WatchedLevel level);
}
