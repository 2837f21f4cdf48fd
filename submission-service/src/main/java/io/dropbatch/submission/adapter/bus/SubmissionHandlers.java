package io.dropbatch.submission.adapter.bus;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.EventRoutes;
import io.dropbatch.bus.MessageReceiver;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.event.SplitVerified;
import io.dropbatch.submission.app.SubmissionUseCases;
import io.dropbatch.submission.app.port.DecisionMetrics;
import io.dropbatch.submission.app.port.SubmissionCommand;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Passes the messages that submission-service receives to its use cases. */
public final class SubmissionHandlers {

    private final CommandCodec<SubmissionCommand> codec = new SubmissionCommandCodec();
    private final MessageReceiver receiver;
    private final SubmissionUseCases useCases;
    private final DecisionMetrics metrics;

    public SubmissionHandlers(MessageReceiver receiver, SubmissionUseCases useCases, DecisionMetrics metrics) {
        this.receiver = receiver;
        this.useCases = useCases;
        this.metrics = metrics;
    }

    /** Handles the event of a blob that was written into the inbox. */
    public Consumer<Message<?>> onStorageEvent() {
        return receiver.storageEvents("submission.onStorageEvent", blob -> {
            HandlerResult result = arrived(blob.container(), blob.path(), blob.etag());
            metrics.handled(blob.time());
            return result;
        });
    }

    private HandlerResult arrived(String container, String path, String etag) {
        return useCases.files().noteFile().concerns(container, path)
                ? useCases.files().noteFile().arrived(path, etag)
                : useCases.noteArrival().arrived(container, path, etag);
    }

    /** Handles what the other services say about drops. */
    public Consumer<Message<?>> onSubmission() {
        return receiver.announcements(
                "submission.onSubmission",
                EventRoutes.none()
                        .on(CancelRequested.class, this::cancel)
                        .on(RetryRequested.class, useCases.files().retryFile()::requested)
                        .on(SplitVerified.class, useCases.planMap()::verified));
    }

    private HandlerResult cancel(CancelRequested fact) {
        return fact.trigger().completesDrop()
                ? useCases.acceptDrop().cancel(fact)
                : useCases.files().cancelFile().requested(fact);
    }

    /** Handles a command that is due. */
    public Consumer<Message<?>> onWork() {
        return receiver.commands("submission.onWork", codec, this::obey);
    }

    private HandlerResult obey(SubmissionCommand command) {
        return switch (command) {
            case SubmissionCommand.LookAgain look -> useCases.acceptDrop().lookAgain(look);
            case SubmissionCommand.CheckWindow check ->
                useCases.files().sealWindow().check(check.folder());
            case SubmissionCommand.FinishWindow finish ->
                useCases.files().sealWindow().finish(finish);
            case SubmissionCommand.LocateFile locate ->
                useCases.files().cancelFile().again(locate);
        };
    }
}
