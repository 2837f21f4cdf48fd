package io.dropbatch.bus;

import io.dropbatch.model.event.ScheduledCommand;
import io.dropbatch.model.trace.TraceStep;
import java.util.Optional;

/**
 * How a service's commands to itself are written into messages and read from them. Commands that wait in the queue
 * outlive an upgrade, so what was written once is read for ever.
 *
 * @param <C> the service's sealed type of commands
 */
public interface CommandCodec<C extends ScheduledCommand> {

    Class<C> type();

    CommandMessage write(C command);

    /** @throws UnprocessableException when the kind is unknown or a field is missing or malformed; it says which */
    C read(CommandMessage message);

    /** What the command goes on with; empty when nothing that it leads to is announced. */
    default Optional<TraceStep> stepOf(C command) {
        return Optional.empty();
    }
}
