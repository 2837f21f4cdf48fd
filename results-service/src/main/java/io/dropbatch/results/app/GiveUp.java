package io.dropbatch.results.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.results.domain.status.SilenceTimeout;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives an outcome to drops of which nothing is heard any more, so that none stays without one, whichever service's
 * message ended in a dead-letter queue. May be repeated: an outcome that stands is told again.
 */
public final class GiveUp {

    private final DropAccountStore accounts;
    private final AcceptedPlans plans;
    private final ConcludeJob conclude;
    private final Consumer<HandlerResult> announce;
    private final SilenceTimeout timeout;
    private final Clock clock;

    /** @param announce sends what was decided, and throws when it cannot */
    public GiveUp(
            DropAccountStore accounts,
            AcceptedPlans plans,
            ConcludeJob conclude,
            Consumer<HandlerResult> announce,
            SilenceTimeout timeout,
            Clock clock) {
        this.accounts = accounts;
        this.plans = plans;
        this.conclude = conclude;
        this.announce = announce;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Looks at a bounded number of drops without an outcome. One that cannot be given up keeps no other from it. */
    public void sweep() {
        List<RuntimeException> failures = new ArrayList<>();
        for (DropAccount account : accounts.someOpen()) {
            try {
                lookAt(account);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private void lookAt(DropAccount account) {
        // A plan is read for those only of which nothing was heard for long.
        if (!timeout.isOver(account.status(), Duration.ZERO, clock.instant())) {
            return;
        }
        Optional<Plan> plan = planOf(account.status());
        Duration wallClock =
                plan.map(known -> known.workload().limits().wallClock()).orElse(Duration.ZERO);
        if (timeout.isOver(account.status(), wallClock, clock.instant())) {
            announce.accept(conclude.giveUp(account.status(), plan.orElse(null), failure()));
        }
    }

    /** A plan that nobody can read may be why nothing was heard; of a drop that ran somebody could. */
    private Optional<Plan> planOf(DropStatus status) {
        try {
            return plans.find(status.submission()).map(AcceptedPlans.WrittenPlan::plan);
        } catch (RuntimeException e) {
            if (status.state() == DropStatus.State.ACCEPTED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Failure failure() {
        return Failure.of(
                FailureCode.PLATFORM,
                ("Nothing was heard of this drop for %d hours, so it was given up: one of the services could not handle"
                                + " a message about it. The operator finds the reason in the dead-letter queues; upload"
                                + " the trigger again to start over.")
                        .formatted(timeout.silence().toHours()));
    }
}
