package io.dropbatch.bus;

import io.dropbatch.model.event.ScheduledCommand;

/** The codec of a service that has no commands. */
final class NoCommandCodec implements CommandCodec<ScheduledCommand> {

    @Override
    public Class<ScheduledCommand> type() {
        return ScheduledCommand.class;
    }

    @Override
    public CommandMessage write(ScheduledCommand command) {
        throw new IllegalStateException("this service has no codec for its commands, such as " + command);
    }

    @Override
    public ScheduledCommand read(CommandMessage message) {
        throw message.unexpectedKind();
    }
}
