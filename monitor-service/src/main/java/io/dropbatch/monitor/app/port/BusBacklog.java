package io.dropbatch.monitor.app.port;

import io.dropbatch.monitor.domain.EntityBacklog;
import java.util.List;

/** Tells what waits in each queue and subscription of the bus. */
@FunctionalInterface
public interface BusBacklog {

    /**
     * Asks the bus, which takes a few requests.
     *
     * @throws UnreadableBacklogException when the bus does not tell
     */
    List<EntityBacklog> read();
}
