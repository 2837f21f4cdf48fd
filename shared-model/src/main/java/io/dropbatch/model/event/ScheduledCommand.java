package io.dropbatch.model.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message of a service to itself: the next slice of a long piece of work, or a look at something that waits. Each
 * service seals its own commands; its bus adapter alone knows how they are written.
 */
public interface ScheduledCommand {

    /**
     * With the command's kind, names this very command: the bus drops a second one with the same name for some
     * minutes, so a look that is repeated carries its count or time in the key.
     */
    String key();

    /** When the command is to arrive; absent for at once. */
    default @Nullable Instant notBefore() {
        return null;
    }
}
