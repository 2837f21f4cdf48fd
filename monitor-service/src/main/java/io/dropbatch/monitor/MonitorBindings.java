package io.dropbatch.monitor;

import io.dropbatch.bus.MessageReceiver;
import io.dropbatch.monitor.adapter.bus.MonitorHandlers;
import io.dropbatch.monitor.app.PollScheduler;
import io.dropbatch.monitor.app.WatchJob;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The functions that the bindings in {@code application.yml} name. */
@Configuration(proxyBeanMethods = false)
class MonitorBindings {

    @Bean
    MonitorHandlers monitorHandlers(MessageReceiver receiver, WatchJob watchJob, PollScheduler pollScheduler) {
        return new MonitorHandlers(receiver, watchJob, pollScheduler);
    }

    @Bean
    Consumer<Message<?>> onJob(MonitorHandlers handlers) {
        return handlers.onJob();
    }

    @Bean
    Consumer<Message<?>> onTaskSignal(MonitorHandlers handlers) {
        return handlers.onTaskSignal();
    }
}
