package io.dropbatch.submission;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.Receiver;
import io.dropbatch.submission.adapter.bus.SubmissionCommandCodec;
import io.dropbatch.submission.adapter.bus.SubmissionHandlers;
import io.dropbatch.submission.app.Submissions;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The functions that the bindings in {@code application.yml} name. */
@Configuration(proxyBeanMethods = false)
class SubmissionBindings {

    @Bean
    CommandCodec<?> commandCodec() {
        return new SubmissionCommandCodec();
    }

    @Bean
    SubmissionHandlers submissionHandlers(Receiver receiver, Submissions submissions) {
        return new SubmissionHandlers(receiver, submissions);
    }

    @Bean
    Consumer<Message<?>> onStorageEvent(SubmissionHandlers handlers) {
        return handlers.onStorageEvent();
    }

    @Bean
    Consumer<Message<?>> onWork(SubmissionHandlers handlers) {
        return handlers.onWork();
    }
}
