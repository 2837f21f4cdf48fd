package io.dropbatch.submission.adapter.bus;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.CommandMessage;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.submission.app.port.SubmissionCommand;
import io.dropbatch.submission.app.port.SubmissionCommand.LookAgain;
import java.util.Map;

/** The commands of submission-service as messages. */
public final class SubmissionCommandCodec implements CommandCodec<SubmissionCommand> {

    private static final String LOOK = "look";
    private static final String SUBMISSION = "submission";
    private static final String LOOKS = "looks";

    @Override
    public Class<SubmissionCommand> type() {
        return SubmissionCommand.class;
    }

    @Override
    public CommandMessage write(SubmissionCommand command) {
        return switch (command) {
            case LookAgain look -> CommandMessage.of(LOOK, look, data(look));
        };
    }

    @Override
    public SubmissionCommand read(CommandMessage message) {
        return switch (message.kind()) {
            case LOOK ->
                new LookAgain(
                        message.field(SUBMISSION, SubmissionId::new),
                        message.number(LOOKS),
                        message.key(),
                        message.notBefore());
            default -> throw message.unexpectedKind();
        };
    }

    private static Map<String, String> data(LookAgain command) {
        return Map.of(
                SUBMISSION, command.submission().value(),
                LOOKS, Integer.toString(command.looks()));
    }
}
