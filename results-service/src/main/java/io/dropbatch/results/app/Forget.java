package io.dropbatch.results.app;

import io.dropbatch.results.app.port.Drops;
import io.dropbatch.results.app.port.Outcomes;
import io.dropbatch.results.domain.status.DropAccount;
import java.time.Clock;
import java.time.Duration;

/** Forgets drops that ended long ago; their manifests and statuses stay where they are. */
public final class Forget {

    private final Drops drops;
    private final Outcomes outcomes;
    private final Duration remember;
    private final Clock clock;

    public Forget(Drops drops, Outcomes outcomes, Duration remember, Clock clock) {
        this.drops = drops;
        this.outcomes = outcomes;
        this.remember = remember;
        this.clock = clock;
    }

    /** Forgets a bounded number of them. */
    public void sweep() {
        for (DropAccount account : drops.someEnded(clock.instant().minus(remember))) {
            outcomes.forget(account.status().submission());
            drops.forget(account);
        }
    }
}
