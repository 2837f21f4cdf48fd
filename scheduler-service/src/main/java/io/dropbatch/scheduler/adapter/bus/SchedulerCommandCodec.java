package io.dropbatch.scheduler.adapter.bus;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.CommandMessage;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.trace.TraceStep;
import io.dropbatch.scheduler.app.port.SchedulerCommand;
import io.dropbatch.scheduler.app.port.SchedulerCommand.HandOverSlice;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The commands of scheduler-service as messages. */
public final class SchedulerCommandCodec implements CommandCodec<SchedulerCommand> {

    private static final String SUBMIT_SLICE = "submit-slice";
    private static final String JOB = "job";
    private static final String LEVEL = "level";
    private static final String SLICE = "slice";
    private static final String OPENING = "opening";

    @Override
    public Class<SchedulerCommand> type() {
        return SchedulerCommand.class;
    }

    @Override
    public CommandMessage write(SchedulerCommand command) {
        return switch (command) {
            case HandOverSlice slice -> CommandMessage.of(SUBMIT_SLICE, slice, data(slice));
        };
    }

    @Override
    public SchedulerCommand read(CommandMessage message) {
        return switch (message.kind()) {
            case SUBMIT_SLICE ->
                new HandOverSlice(
                        message.field(JOB, JobId::new),
                        message.number(LEVEL),
                        message.number(SLICE),
                        Boolean.parseBoolean(message.data().get(OPENING)),
                        message.key(),
                        message.notBefore());
            default -> throw message.unexpectedKind();
        };
    }

    @Override
    public Optional<TraceStep> stepOf(SchedulerCommand command) {
        return switch (command) {
            case HandOverSlice slice ->
                Optional.of(TraceStep.scheduling(slice.job(), slice.opening() ? 0 : slice.level()));
        };
    }

    private static Map<String, String> data(HandOverSlice command) {
        Map<String, String> data = new HashMap<>();
        data.put(JOB, command.job().value());
        data.put(LEVEL, Integer.toString(command.level()));
        data.put(SLICE, Integer.toString(command.slice()));
        if (command.opening()) {
            data.put(OPENING, "true");
        }
        return data;
    }
}
