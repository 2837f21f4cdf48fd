package io.dropbatch.monitor.app;

import io.dropbatch.monitor.app.port.DelayedExecutor;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs what is due when the test lets time pass. */
final class ManualTimetable implements DelayedExecutor {

    private record Planned(Instant at, Runnable action) {}

    private final SettableClock clock;
    private final List<Planned> planned = new ArrayList<>();

    ManualTimetable(SettableClock clock) {
        this.clock = clock;
    }

    @Override
    public void after(Duration delay, Runnable action) {
        planned.add(new Planned(clock.instant().plus(delay), action));
    }

    /** Runs all that is due by then, in order. */
    void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        while (true) {
            Planned next = planned.stream()
                    .filter(each -> !each.at().isAfter(end))
                    .min(Comparator.comparing(Planned::at))
                    .orElse(null);
            if (next == null) {
                advanceTo(end);
                return;
            }
            planned.remove(next);
            advanceTo(next.at());
            next.action().run();
        }
    }

    private void advanceTo(Instant time) {
        if (time.isAfter(clock.instant())) {
            clock.advance(Duration.between(clock.instant(), time));
        }
    }

    void runDue() {
        pass(Duration.ZERO);
    }
}
