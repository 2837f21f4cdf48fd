package io.dropbatch.results.app;

import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.results.domain.status.DropAccount;
import java.time.Clock;
import java.time.Duration;

/** Forgets drops that ended long ago; their manifests and statuses stay where they are. */
public final class ForgetDrops {

    private final DropAccountStore accounts;
    private final OutcomeRegister outcomes;
    private final Duration remember;
    private final Clock clock;

    public ForgetDrops(DropAccountStore accounts, OutcomeRegister outcomes, Duration remember, Clock clock) {
        this.accounts = accounts;
        this.outcomes = outcomes;
        this.remember = remember;
        this.clock = clock;
    }

    /** Forgets a bounded number of drops. */
    public void sweep() {
        for (DropAccount account : accounts.someEnded(clock.instant().minus(remember))) {
            outcomes.forget(account.status().submission());
            accounts.forget(account);
        }
    }
}
