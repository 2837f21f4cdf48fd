package io.dropbatch.scheduler.adapter.bus;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.EventRoutes;
import io.dropbatch.bus.MessageReceiver;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobRetried;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.SplitRefused;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.scheduler.app.AdmitJob;
import io.dropbatch.scheduler.app.AdvanceJob;
import io.dropbatch.scheduler.app.BeginMap;
import io.dropbatch.scheduler.app.CancelJob;
import io.dropbatch.scheduler.app.SubmitSlice;
import io.dropbatch.scheduler.app.port.SchedulerCommand;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Passes the messages that scheduler-service receives to its use cases. */
public final class SchedulerHandlers {

    private final CommandCodec<SchedulerCommand> codec = new SchedulerCommandCodec();
    private final MessageReceiver receiver;
    private final AdmitJob admitJob;
    private final AdvanceJob advanceJob;
    private final BeginMap beginMap;
    private final CancelJob cancelJob;
    private final SubmitSlice submitSlice;

    public SchedulerHandlers(
            MessageReceiver receiver,
            AdmitJob admitJob,
            AdvanceJob advanceJob,
            BeginMap beginMap,
            CancelJob cancelJob,
            SubmitSlice submitSlice) {
        this.receiver = receiver;
        this.admitJob = admitJob;
        this.advanceJob = advanceJob;
        this.beginMap = beginMap;
        this.cancelJob = cancelJob;
        this.submitSlice = submitSlice;
    }

    public Consumer<Message<?>> onSubmission() {
        return receiver.announcements(
                "scheduler.onSubmission",
                EventRoutes.none()
                        .on(SubmissionAccepted.class, admitJob::accepted)
                        .on(SplitPlanned.class, beginMap::planned)
                        .on(SplitRefused.class, beginMap::refused));
    }

    public Consumer<Message<?>> onJob() {
        return receiver.announcements(
                "scheduler.onJob",
                EventRoutes.none()
                        .on(LevelVerified.class, advanceJob::verified)
                        .on(JobCancelled.class, cancelJob::cancelled)
                        .on(JobRetried.class, admitJob::retried));
    }

    public Consumer<Message<?>> onWork() {
        return receiver.commands("scheduler.onWork", codec, this::obey);
    }

    private HandlerResult obey(SchedulerCommand command) {
        return switch (command) {
            case SchedulerCommand.HandOverSlice slice -> submitSlice.submit(slice);
        };
    }
}
