package io.dropbatch.submission.adapter.bus;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.CommandMessage;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.trace.TraceStep;
import io.dropbatch.submission.app.port.SubmissionCommand;
import io.dropbatch.submission.app.port.SubmissionCommand.CheckWindow;
import io.dropbatch.submission.app.port.SubmissionCommand.FinishWindow;
import io.dropbatch.submission.app.port.SubmissionCommand.LocateFile;
import io.dropbatch.submission.app.port.SubmissionCommand.LookAgain;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The commands of submission-service as messages. */
public final class SubmissionCommandCodec implements CommandCodec<SubmissionCommand> {

    private static final String LOOK = "look";
    private static final String CHECK_WINDOW = "check-window";
    private static final String FINISH_WINDOW = "finish-window";
    private static final String LOCATE_FILE = "locate-file";
    private static final String WISH = "wish";
    private static final String TRIES = "tries";
    private static final String FOLDER = "folder";
    private static final String NUMBER = "number";
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
            case CheckWindow check -> CommandMessage.of(CHECK_WINDOW, check, Map.of(FOLDER, check.folder()));
            case FinishWindow finish -> CommandMessage.of(FINISH_WINDOW, finish, data(finish));
            case LocateFile locate -> CommandMessage.of(LOCATE_FILE, locate, data(locate));
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
            case CHECK_WINDOW ->
                new CheckWindow(message.field(FOLDER, text -> text), message.key(), message.notBefore());
            case FINISH_WINDOW -> new FinishWindow(message.field(FOLDER, text -> text), message.number(NUMBER));
            case LOCATE_FILE ->
                new LocateFile(
                        message.field(WISH, json -> ModelJson.read(json, CancelRequested.class)),
                        message.number(TRIES),
                        message.notBefore());
            default -> throw message.unexpectedKind();
        };
    }

    @Override
    public Optional<TraceStep> stepOf(SubmissionCommand command) {
        return switch (command) {
            case LookAgain look -> Optional.of(TraceStep.deciding(look.submission()));
            case CheckWindow check -> Optional.empty();
            case FinishWindow finish -> Optional.empty();
            case LocateFile locate -> Optional.of(TraceStep.handling(locate.wish()));
        };
    }

    private static Map<String, String> data(FinishWindow command) {
        return Map.of(FOLDER, command.folder(), NUMBER, Integer.toString(command.number()));
    }

    private static Map<String, String> data(LocateFile command) {
        return Map.of(
                WISH,
                new String(ModelJson.write(command.wish()), StandardCharsets.UTF_8),
                TRIES,
                Integer.toString(command.tries()));
    }

    private static Map<String, String> data(LookAgain command) {
        return Map.of(
                SUBMISSION, command.submission().value(),
                LOOKS, Integer.toString(command.looks()));
    }
}
