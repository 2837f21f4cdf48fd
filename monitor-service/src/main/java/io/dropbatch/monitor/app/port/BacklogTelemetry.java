package io.dropbatch.monitor.app.port;

import io.dropbatch.monitor.domain.EntityBacklog;
import java.time.Instant;
import java.util.List;

/** Shows operators what waits in the bus. */
public interface BacklogTelemetry {

    void read(List<EntityBacklog> entities, Instant at);

    void readFailed(UnreadableBacklogException cause);
}
