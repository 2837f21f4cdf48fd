package io.dropbatch.monitor;

import io.dropbatch.bus.Receiver;
import io.dropbatch.bus.Routes;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.monitor.adapter.bus.TaskSignals;
import io.dropbatch.monitor.app.Lookout;
import io.dropbatch.monitor.app.WatchJob;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** What the monitor reacts to; the names are those of the bindings in {@code application.yml}. */
@Configuration(proxyBeanMethods = false)
class BusConfiguration {

    @Bean
    Consumer<Message<?>> onJob(Receiver receiver, WatchJob watchJob) {
        Routes routes =
                Routes.none().on(JobScheduled.class, watchJob::scheduled).on(JobClosed.class, watchJob::closed);
        return receiver.announcements("monitor.onJob", routes);
    }

    @Bean
    Consumer<Message<?>> onTaskSignal(Receiver receiver, Lookout lookout) {
        return receiver.storageEvents("monitor.onTaskSignal", new TaskSignals(lookout)::created);
    }
}
