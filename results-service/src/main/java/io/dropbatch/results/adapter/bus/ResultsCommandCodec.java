package io.dropbatch.results.adapter.bus;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.CommandMessage;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.EventId;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.trace.TraceStep;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.results.app.port.ResultsCommand.BeginAttempt;
import io.dropbatch.results.app.port.ResultsCommand.CancelFiles;
import io.dropbatch.results.app.port.ResultsCommand.PublishOutcome;
import io.dropbatch.results.app.port.ResultsCommand.ReadMarkers;
import io.dropbatch.results.app.port.ResultsCommand.TellFile;
import io.dropbatch.results.app.port.ResultsCommand.TellOutcome;
import io.dropbatch.results.app.port.ResultsCommand.VerifyLargeLevel;
import io.dropbatch.results.domain.TaskBlock;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The commands of results-service as messages. */
public final class ResultsCommandCodec implements CommandCodec<ResultsCommand> {

    private static final String VERIFY_LEVEL = "verify-level";
    private static final String READ_MARKERS = "read-markers";
    private static final String BEGIN_ATTEMPT = "begin-attempt";
    private static final String CANCEL_FILES = "cancel-files";
    private static final String TELL_OUTCOME = "tell-outcome";
    private static final String TELL_FILE = "tell-file";
    private static final String PUBLISH_OUTCOME = "publish-outcome";

    private static final String EVENT = "event";
    private static final String EVENT_ID = "eventId";
    private static final String JOB = "job";
    private static final String LEVEL = "level";
    private static final String BLOCK = "block";
    private static final String TRIES = "tries";
    private static final String INDEX = "index";

    @Override
    public Class<ResultsCommand> type() {
        return ResultsCommand.class;
    }

    @Override
    public CommandMessage write(ResultsCommand command) {
        return switch (command) {
            case VerifyLargeLevel verify -> CommandMessage.of(VERIFY_LEVEL, verify, data(verify));
            case ReadMarkers read -> CommandMessage.of(READ_MARKERS, read, data(read.block()));
            case BeginAttempt begin ->
                CommandMessage.of(BEGIN_ATTEMPT, begin, Map.of(JOB, begin.job().value()));
            case CancelFiles cancel ->
                CommandMessage.of(CANCEL_FILES, cancel, Map.of(JOB, cancel.job().value()));
            case PublishOutcome publish -> CommandMessage.of(PUBLISH_OUTCOME, publish, data(publish));
            case TellFile tell -> CommandMessage.of(TELL_FILE, tell, data(tell));
            case TellOutcome tell -> CommandMessage.of(TELL_OUTCOME, tell, data(tell));
        };
    }

    @Override
    public ResultsCommand read(CommandMessage message) {
        return switch (message.kind()) {
            case VERIFY_LEVEL ->
                new VerifyLargeLevel(message.field(EVENT, json -> ModelJson.read(json, LevelCompleted.class)));
            case READ_MARKERS ->
                new ReadMarkers(
                        new TaskBlock(message.field(JOB, JobId::new), message.number(LEVEL), message.number(BLOCK)));
            case BEGIN_ATTEMPT -> new BeginAttempt(message.field(JOB, JobId::new));
            case CANCEL_FILES -> new CancelFiles(message.field(JOB, JobId::new));
            case PUBLISH_OUTCOME ->
                new PublishOutcome(
                        message.field(EVENT_ID, EventId::new),
                        message.field(EVENT, json -> json),
                        message.number(TRIES),
                        message.notBefore());
            case TELL_FILE ->
                new TellFile(
                        message.field(JOB, JobId::new),
                        message.number(INDEX),
                        message.number(TRIES),
                        message.notBefore());
            case TELL_OUTCOME ->
                new TellOutcome(message.field(JOB, JobId::new), message.number(TRIES), message.notBefore());
            default -> throw message.unexpectedKind();
        };
    }

    @Override
    public Optional<TraceStep> stepOf(ResultsCommand command) {
        return switch (command) {
            case VerifyLargeLevel verify -> Optional.of(TraceStep.handling(verify.level()));
            case ReadMarkers read -> Optional.empty();
            case BeginAttempt begin -> Optional.empty();
            case CancelFiles cancel -> Optional.empty();
            case PublishOutcome publish -> Optional.empty();
            case TellFile tell -> Optional.empty();
            case TellOutcome tell -> Optional.empty();
        };
    }

    private static Map<String, String> data(VerifyLargeLevel command) {
        return Map.of(EVENT, new String(ModelJson.write(command.level()), StandardCharsets.UTF_8));
    }

    private static Map<String, String> data(TaskBlock block) {
        return Map.of(
                JOB, block.job().value(),
                LEVEL, Integer.toString(block.level()),
                BLOCK, Integer.toString(block.number()));
    }

    private static Map<String, String> data(PublishOutcome command) {
        return Map.of(
                EVENT_ID, command.id().value(),
                EVENT, command.event(),
                TRIES, Integer.toString(command.tries()));
    }

    private static Map<String, String> data(TellFile command) {
        return Map.of(
                JOB, command.job().value(),
                INDEX, Integer.toString(command.index()),
                TRIES, Integer.toString(command.tries()));
    }

    private static Map<String, String> data(TellOutcome command) {
        return Map.of(
                JOB, command.job().value(),
                TRIES, Integer.toString(command.tries()));
    }
}
