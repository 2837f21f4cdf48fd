package io.dropbatch.monitor.adapter.bus;

import io.dropbatch.bus.BlobCreated;
import io.dropbatch.bus.Receiver;
import io.dropbatch.bus.Routes;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.monitor.app.Lookout;
import io.dropbatch.monitor.app.WatchJob;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Passes the messages that monitor-service receives to its use cases. */
public final class MonitorHandlers {

    private final Receiver receiver;
    private final WatchJob watchJob;
    private final Lookout lookout;

    public MonitorHandlers(Receiver receiver, WatchJob watchJob, Lookout lookout) {
        this.receiver = receiver;
        this.watchJob = watchJob;
        this.lookout = lookout;
    }

    public Consumer<Message<?>> onJob() {
        Routes routes =
                Routes.none().on(JobScheduled.class, watchJob::scheduled).on(JobClosed.class, watchJob::closed);
        return receiver.announcements("monitor.onJob", routes);
    }

    public Consumer<Message<?>> onTaskSignal() {
        return receiver.storageEvents("monitor.onTaskSignal", this::signalled);
    }

    /** A marker says that its task has ended. It is only a hint, so its message is settled before the job is polled. */
    private Reaction signalled(BlobCreated blob) {
        OutputLayout.parseMarker(blob.path()).ifPresent(marker -> lookout.signalled(marker.job(), marker.task()));
        return Reaction.none();
    }
}
