package io.dropbatch.monitor.adapter.bus;

import io.dropbatch.bus.BlobCreated;
import io.dropbatch.bus.EventRoutes;
import io.dropbatch.bus.MessageReceiver;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.monitor.app.PollScheduler;
import io.dropbatch.monitor.app.WatchJob;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Passes the messages that monitor-service receives to its use cases. */
public final class MonitorHandlers {

    private final MessageReceiver receiver;
    private final WatchJob watchJob;
    private final PollScheduler pollScheduler;

    public MonitorHandlers(MessageReceiver receiver, WatchJob watchJob, PollScheduler pollScheduler) {
        this.receiver = receiver;
        this.watchJob = watchJob;
        this.pollScheduler = pollScheduler;
    }

    public Consumer<Message<?>> onJob() {
        EventRoutes routes =
                EventRoutes.none().on(JobScheduled.class, watchJob::scheduled).on(JobClosed.class, watchJob::closed);
        return receiver.announcements("monitor.onJob", routes);
    }

    public Consumer<Message<?>> onTaskSignal() {
        return receiver.storageEvents("monitor.onTaskSignal", this::signalled);
    }

    /** A marker says that its task has ended. It is only a hint, so its message is settled before the job is polled. */
    private HandlerResult signalled(BlobCreated blob) {
        OutputLayout.parseMarker(blob.path()).ifPresent(marker -> pollScheduler.signalled(marker.job(), marker.task()));
        return HandlerResult.none();
    }
}
