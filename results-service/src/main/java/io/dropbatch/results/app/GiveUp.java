package io.dropbatch.results.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.retry.SweepPass;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.results.domain.status.SilenceTimeout;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fails drops with no event for too long, so that every drop gets an outcome, even if a message ended in a dead-letter
 * queue. May be repeated: a stored outcome is announced again.
 */
public final class GiveUp {

    /** Fails a drop with no event for too long. */
    @FunctionalInterface
    public interface Conclusion {

        /** @param plan absent when it cannot be read */
        HandlerResult giveUp(DropAccount account, @Nullable Plan plan, Failure failure);
    }

    private final DropAccountStore accounts;
    private final AcceptedPlans plans;
    private final Conclusion conclude;
    private final Consumer<HandlerResult> announce;
    private final SilenceTimeout timeout;
    private final Clock clock;

    /** @param announce sends what was decided, and throws when it cannot */
    public GiveUp(
            DropAccountStore accounts,
            AcceptedPlans plans,
            Conclusion conclude,
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

    /** Looks at a bounded number of drops without an outcome. A failure at one drop does not stop the others. */
    public void sweep() {
        SweepPass.over(accounts.someOpen(), this::lookAt);
    }

    private void lookAt(DropAccount account) {
        // A plan is read only for drops that had no event for long.
        if (!timeout.isOver(account.status(), Duration.ZERO, clock.instant())) {
            return;
        }
        Optional<Plan> plan = planOf(account.status());
        Duration wallClock =
                plan.map(known -> known.workload().limits().wallClock()).orElse(Duration.ZERO);
        if (timeout.isOver(account.status(), wallClock, clock.instant())) {
            announce.accept(conclude.giveUp(account, plan.orElse(null), failure()));
        }
    }

    /** An unreadable plan may be why there was no event; the plan of a drop that ran was readable. */
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
