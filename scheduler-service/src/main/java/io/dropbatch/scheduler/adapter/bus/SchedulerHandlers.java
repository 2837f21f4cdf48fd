package io.dropbatch.scheduler.adapter.bus;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.Receiver;
import io.dropbatch.bus.Routes;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.scheduler.app.AdmitJob;
import io.dropbatch.scheduler.app.AdvanceJob;
import io.dropbatch.scheduler.app.SubmitSlice;
import io.dropbatch.scheduler.app.port.SchedulerCommand;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Passes the messages that scheduler-service receives to its use cases. */
public final class SchedulerHandlers {

    private final CommandCodec<SchedulerCommand> codec = new SchedulerCommandCodec();
    private final Receiver receiver;
    private final AdmitJob admitJob;
    private final AdvanceJob advanceJob;
    private final SubmitSlice submitSlice;

    public SchedulerHandlers(Receiver receiver, AdmitJob admitJob, AdvanceJob advanceJob, SubmitSlice submitSlice) {
        this.receiver = receiver;
        this.admitJob = admitJob;
        this.advanceJob = advanceJob;
        this.submitSlice = submitSlice;
    }

    public Consumer<Message<?>> onSubmission() {
        return receiver.announcements(
                "scheduler.onSubmission", Routes.none().on(SubmissionAccepted.class, admitJob::accepted));
    }

    public Consumer<Message<?>> onJob() {
        return receiver.announcements("scheduler.onJob", Routes.none().on(LevelVerified.class, advanceJob::verified));
    }

    public Consumer<Message<?>> onWork() {
        return receiver.commands("scheduler.onWork", codec, this::obey);
    }

    private Reaction obey(SchedulerCommand command) {
        return switch (command) {
            case SchedulerCommand.HandOverSlice slice -> submitSlice.submit(slice);
        };
    }
}
