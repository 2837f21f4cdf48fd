package io.dropbatch.submission.adapter.bus;

import io.dropbatch.bus.Receiver;
import io.dropbatch.submission.app.AcceptDrop;
import io.dropbatch.submission.app.Submissions;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The functions that the bindings name. */
@Configuration(proxyBeanMethods = false)
public class SubmissionHandlers {

    /** A blob was written into the inbox. */
    @Bean
    Consumer<Message<?>> onStorageEvent(Receiver receiver, Submissions submissions) {
        return receiver.storageEvents(
                "submission.onStorageEvent",
                blob -> submissions.noteArrival().arrived(blob.container(), blob.path(), blob.etag()));
    }

    /** It is time to look at something that waits. */
    @Bean
    Consumer<Message<?>> onWork(Receiver receiver, Submissions submissions) {
        return receiver.followUps("submission.onWork", Map.of(AcceptDrop.LOOK, submissions.acceptDrop()::lookAgain));
    }
}
