package io.dropbatch.submission;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.MessageReceiver;
import io.dropbatch.submission.adapter.bus.SubmissionCommandCodec;
import io.dropbatch.submission.adapter.bus.SubmissionHandlers;
import io.dropbatch.submission.app.SubmissionUseCases;
import io.dropbatch.submission.app.port.DecisionMetrics;
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
    SubmissionHandlers submissionHandlers(
            MessageReceiver receiver, SubmissionUseCases useCases, DecisionMetrics metrics) {
        return new SubmissionHandlers(receiver, useCases, metrics);
    }

    @Bean
    Consumer<Message<?>> onStorageEvent(SubmissionHandlers handlers) {
        return handlers.onStorageEvent();
    }

    @Bean
    Consumer<Message<?>> onSubmission(SubmissionHandlers handlers) {
        return handlers.onSubmission();
    }

    @Bean
    Consumer<Message<?>> onWork(SubmissionHandlers handlers) {
        return handlers.onWork();
    }
}
