package io.dropbatch.scheduler;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.MessageReceiver;
import io.dropbatch.scheduler.adapter.bus.SchedulerCommandCodec;
import io.dropbatch.scheduler.adapter.bus.SchedulerHandlers;
import io.dropbatch.scheduler.app.AdmitJob;
import io.dropbatch.scheduler.app.AdvanceJob;
import io.dropbatch.scheduler.app.BeginMap;
import io.dropbatch.scheduler.app.CancelJob;
import io.dropbatch.scheduler.app.CancelTask;
import io.dropbatch.scheduler.app.PauseJob;
import io.dropbatch.scheduler.app.SchedulerUseCases;
import io.dropbatch.scheduler.app.SubmitSlice;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The functions that the bindings in {@code application.yml} name. */
@Configuration(proxyBeanMethods = false)
class SchedulerBindings {

    @Bean
    CommandCodec<?> commandCodec() {
        return new SchedulerCommandCodec();
    }

    @Bean
    SchedulerHandlers schedulerHandlers(
            MessageReceiver receiver,
            AdmitJob admitJob,
            AdvanceJob advanceJob,
            BeginMap beginMap,
            CancelJob cancelJob,
            CancelTask cancelTask,
            PauseJob pauseJob,
            SubmitSlice submitSlice) {
        return new SchedulerHandlers(
                receiver,
                new SchedulerUseCases(admitJob, advanceJob, beginMap, cancelJob, cancelTask, pauseJob, submitSlice));
    }

    @Bean
    Consumer<Message<?>> onSubmission(SchedulerHandlers handlers) {
        return handlers.onSubmission();
    }

    @Bean
    Consumer<Message<?>> onJob(SchedulerHandlers handlers) {
        return handlers.onJob();
    }

    @Bean
    Consumer<Message<?>> onWork(SchedulerHandlers handlers) {
        return handlers.onWork();
    }
}
