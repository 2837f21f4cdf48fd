package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.scheduler.app.port.SchedulerCommand.HandOverSlice;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.SchedulerSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sends the command again for slices that are due but whose message seems lost. */
public final class WakeStuck {

    private final Duration stuckAfter;
    private final Clock clock;

    public WakeStuck(SchedulerSettings settings, Clock clock) {
        this.stuckAfter = settings.stuckAfter();
        this.clock = clock;
    }

    public HandlerResult wake(List<StoredJob<Open>> open) {
        Instant now = clock.instant();
        return HandlerResult.command(open.stream()
                .map(entry -> wake(entry.job(), now))
                .flatMap(Optional::stream)
                .toArray(HandOverSlice[]::new));
    }

    private Optional<HandOverSlice> wake(Open job, Instant now) {
        if (!(job instanceof Submitting submitting) || job.isPaused()) {
            return Optional.empty();
        }
        long times = Duration.between(submitting.nextTry(), now).dividedBy(stuckAfter);
        return times < 1 ? Optional.empty() : Optional.of(NextStep.nextSliceAgain(submitting, times));
    }
}
