package io.dropbatch.monitor.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.monitor.app.port.WatchStore;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.WatchedLevel;
import java.util.Optional;

/** Begins to watch a level when its tasks are on Batch, and stops when its job is closed. */
public final class WatchJob {

    private final WatchStore watches;
    private final PollScheduler pollScheduler;
    private final UseCaseContext context;

    public WatchJob(WatchStore watches, PollScheduler pollScheduler, UseCaseContext context) {
        this.watches = watches;
        this.pollScheduler = pollScheduler;
        this.context = context;
    }

    /** A second event about the same level, or an event about an earlier level, changes nothing. */
    public HandlerResult scheduled(JobScheduled scheduled) {
        if (watches.isClosed(scheduled.job())) {
            context.telemetry().late(scheduled);
            return HandlerResult.none();
        }
        if (!isBegun(WatchedLevel.begin(scheduled, context.clock().instant()))) {
            context.telemetry().repeated(scheduled);
        }
        pollScheduler.look(scheduled.job(), PollKind.SWEEP);
        return HandlerResult.none();
    }

    public HandlerResult closed(JobClosed closed) {
        watches.close(closed.job(), context.clock().instant());
        context.telemetry().closed(closed.job());
        return HandlerResult.none();
    }

    private boolean isBegun(WatchedLevel level) {
        Optional<WatchStore.Entry> entry = watches.find(level.job().job());
        boolean begun = entry.isEmpty() ? watches.add(level) : advance(entry.get(), level);
        if (begun) {
            context.telemetry().opened(level);
        }
        return begun;
    }

    private boolean advance(WatchStore.Entry entry, WatchedLevel level) {
        if (entry.watch().level() >= level.level()) {
            return false;
        }
        if (watches.replace(entry, level).isEmpty()) {
            throw new IllegalStateException("the watch of " + level.job().job() + " changed meanwhile: try again");
        }
        return true;
    }
}
