package io.dropbatch.scheduler.adapter.bus;

import io.dropbatch.bus.CommandCodec;
import io.dropbatch.bus.EventRoutes;
import io.dropbatch.bus.MessageReceiver;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobRetried;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.PauseRequested;
import io.dropbatch.model.event.ResumeRequested;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.SplitRefused;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.TaskCancelled;
import io.dropbatch.scheduler.app.SchedulerUseCases;
import io.dropbatch.scheduler.app.port.SchedulerCommand;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Passes the messages that scheduler-service receives to its use cases. */
public final class SchedulerHandlers {

    private final CommandCodec<SchedulerCommand> codec = new SchedulerCommandCodec();
    private final MessageReceiver receiver;
    private final SchedulerUseCases useCases;

    public SchedulerHandlers(MessageReceiver receiver, SchedulerUseCases useCases) {
        this.receiver = receiver;
        this.useCases = useCases;
    }

    public Consumer<Message<?>> onSubmission() {
        return receiver.announcements(
                "scheduler.onSubmission",
                EventRoutes.none()
                        .on(SubmissionAccepted.class, useCases.admit()::accepted)
                        .on(PauseRequested.class, useCases.pause()::pause)
                        .on(ResumeRequested.class, useCases.pause()::resume)
                        .on(SplitPlanned.class, useCases.beginMap()::planned)
                        .on(SplitRefused.class, useCases.beginMap()::refused));
    }

    public Consumer<Message<?>> onJob() {
        return receiver.announcements(
                "scheduler.onJob",
                EventRoutes.none()
                        .on(LevelVerified.class, useCases.advance()::verified)
                        .on(JobCancelled.class, useCases.cancel()::cancelled)
                        .on(TaskCancelled.class, useCases.cancelTask()::cancelled)
                        .on(JobRetried.class, useCases.admit()::retried));
    }

    public Consumer<Message<?>> onWork() {
        return receiver.commands("scheduler.onWork", codec, this::obey);
    }

    private HandlerResult obey(SchedulerCommand command) {
        return switch (command) {
            case SchedulerCommand.HandOverSlice slice -> useCases.submit().submit(slice);
        };
    }
}
