package io.dropbatch.localazure.servicebus.engine.time;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** At most one armed timer for an entity, set to its earliest deadline; an entity without deadlines costs nothing. */
public final class DeadlineAlarm {
    private final BrokerTimers timers;
    private final Runnable action;
    private BrokerTimers.@Nullable Timer timer;
    private @Nullable Instant armedFor;

    public DeadlineAlarm(BrokerTimers timers, Runnable action) {
        this.timers = timers;
        this.action = action;
    }

    /** Ensures that the action runs no later than at this time; null has no effect. */
    public synchronized void ensure(@Nullable Instant due) {
        if (due == null || (armedFor != null && !armedFor.isAfter(due))) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        armedFor = due;
        timer = timers.at(due, this::ring);
    }

    private void ring() {
        synchronized (this) {
            armedFor = null;
            timer = null;
        }
        action.run();
    }
}
