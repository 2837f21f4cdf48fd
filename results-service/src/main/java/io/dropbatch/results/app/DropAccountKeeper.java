package io.dropbatch.results.app;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.JobMetered;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.dropbatch.results.domain.RecentValues;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.results.domain.status.StatusOrder;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Advances the accounts of submissions and never moves one back, also when other instances write to them. */
public final class DropAccountKeeper {

    private static final int TRIES = 20;

    private final DropAccountStore accounts;
    private final ResultTelemetry telemetry;
    private final RecentValues<SubmissionId, DropAccountStore.Held> known = new RecentValues<>();

    public DropAccountKeeper(DropAccountStore accounts, ResultTelemetry telemetry) {
        this.accounts = accounts;
        this.telemetry = telemetry;
    }

    Optional<DropAccount> find(SubmissionId submission) {
        return held(submission).map(DropAccountStore.Held::account);
    }

    /** Reports an event about an account that had its outcome. What a job has cost is told once more after its end. */
    void reportLate(DomainEvent event, DropAccount account) {
        if (account.status().state().isFinal() && !(event instanceof JobMetered)) {
            telemetry.late(event);
        }
    }

    void reportAccepted(SubmissionAccepted event) {
        telemetry.accepted(event);
    }

    /**
     * Advances an account.
     *
     * @param opening makes the account of a submission that has none
     * @param next the proposed account, stored only if it is a step forward
     * @return the account as it stands now
     */
    DropAccount advance(
            SubmissionId submission, Supplier<DropAccount> opening, Function<DropAccount, DropAccount> next) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<DropAccountStore.Held> before = held(submission);
            Optional<DropAccountStore.Held> after =
                    before.isEmpty() ? accounts.open(next.apply(opening.get())) : replace(before.get(), next);
            if (after.isPresent()) {
                remember(submission, after.get());
                return after.get().account();
            }
            known.forget(submission);
        }
        throw new IllegalStateException("the account of " + submission + " is written by too many at once");
    }

    /** Another instance may begin a further attempt at a drop that has ended: its account is read anew each time. */
    private void remember(SubmissionId submission, DropAccountStore.Held held) {
        if (held.account().status().state().isFinal()) {
            known.forget(submission);
        } else {
            known.put(submission, held);
        }
    }

    private Optional<DropAccountStore.Held> replace(
            DropAccountStore.Held before, Function<DropAccount, DropAccount> next) {
        DropAccount after = next.apply(before.account());
        return after.equals(before.account()) ? Optional.of(before) : accounts.replace(before, after);
    }

    private Optional<DropAccountStore.Held> held(SubmissionId submission) {
        return known.find(submission).or(() -> accounts.find(submission));
    }

    /** The account with the proposed status, if that is later than its own. What is known of the files is kept. */
    static DropAccount advanced(DropAccount before, DropStatus heard) {
        DropStatus proposed = before.inTry(heard);
        if (!StatusOrder.advances(before.status(), proposed)) {
            return before;
        }
        DropStatus known = before.status();
        return before.with(proposed.withFiles(known.notes(), known.ignored(), known.lateInputs()));
    }
}
