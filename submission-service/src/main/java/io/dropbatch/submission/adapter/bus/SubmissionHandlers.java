package io.dropbatch.submission.adapter.bus;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.Receiver;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.submission.app.Submissions;
import io.dropbatch.submission.app.port.SubmissionCommand;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Passes the messages that submission-service receives to its use cases. */
public final class SubmissionHandlers {

    private final CommandCodec<SubmissionCommand> codec = new SubmissionCommandCodec();
    private final Receiver receiver;
    private final Submissions submissions;

    public SubmissionHandlers(Receiver receiver, Submissions submissions) {
        this.receiver = receiver;
        this.submissions = submissions;
    }

    /** A blob was written into the inbox. */
    public Consumer<Message<?>> onStorageEvent() {
        return receiver.storageEvents(
                "submission.onStorageEvent",
                blob -> submissions.noteArrival().arrived(blob.container(), blob.path(), blob.etag()));
    }

    /** It is time to look at something that waits. */
    public Consumer<Message<?>> onWork() {
        return receiver.commands("submission.onWork", codec, this::obey);
    }

    private Reaction obey(SubmissionCommand command) {
        return switch (command) {
            case SubmissionCommand.LookAgain look -> submissions.acceptDrop().lookAgain(look);
        };
    }
}
