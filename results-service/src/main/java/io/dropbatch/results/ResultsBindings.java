package io.dropbatch.results;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.MessageReceiver;
import io.dropbatch.results.adapter.bus.ResultsCommandCodec;
import io.dropbatch.results.adapter.bus.ResultsHandlers;
import io.dropbatch.results.app.CancelDrop;
import io.dropbatch.results.app.ConcludeJob;
import io.dropbatch.results.app.ScheduleVerification;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.files.CancelFiles;
import io.dropbatch.results.app.files.ConcludeFiles;
import io.dropbatch.results.app.history.KeepAnnouncement;
import io.dropbatch.results.app.inspect.ReadAhead;
import io.dropbatch.results.app.publish.PublishOutput;
import io.dropbatch.results.app.retry.RetryDrop;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The functions that the bindings in {@code application.yml} name. */
@Configuration(proxyBeanMethods = false)
class ResultsBindings {

    @Bean
    CommandCodec<?> commandCodec() {
        return new ResultsCommandCodec();
    }

    @Bean
    ResultsHandlers resultsHandlers(
            MessageReceiver receiver,
            TellStatus tellStatus,
            ReadAhead readAhead,
            ScheduleVerification verification,
            ConcludeJob concludeJob,
            ConcludeFiles concludeFiles,
            CancelDrop cancelDrop,
            CancelFiles cancelFiles,
            RetryDrop retryDrop,
            KeepAnnouncement keepAnnouncement,
            PublishOutput publishOutput) {
        return new ResultsHandlers(
                receiver,
                tellStatus,
                readAhead,
                verification,
                new ResultsHandlers.Conclusions(concludeJob, concludeFiles, cancelDrop, cancelFiles, retryDrop),
                new ResultsHandlers.Copies(keepAnnouncement, publishOutput));
    }

    @Bean
    Consumer<Message<?>> onSubmission(ResultsHandlers handlers) {
        return handlers.onSubmission();
    }

    @Bean
    Consumer<Message<?>> onJob(ResultsHandlers handlers) {
        return handlers.onJob();
    }

    @Bean
    Consumer<Message<?>> onTask(ResultsHandlers handlers) {
        return handlers.onTask();
    }

    @Bean
    Consumer<Message<?>> onAnnouncement(ResultsHandlers handlers) {
        return handlers.onAnnouncement();
    }

    @Bean
    Consumer<Message<?>> onWork(ResultsHandlers handlers) {
        return handlers.onWork();
    }
}
