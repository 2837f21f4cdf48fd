package io.dropbatch.results.app.retry;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobRetried;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.results.domain.status.DropAccount;
import java.util.Optional;

/**
 * Begins the next attempt at a drop that failed. The drop's account decides: it says who asked for the attempt that is in
 * work, so that two wishes are one retry. What is taken over is recorded before anybody else hears of the attempt.
 */
public final class RetryDrop {

    private final TellStatus status;
    private final AcceptedPlans plans;
    private final OutcomeRegister outcomes;
    private final CarryTasks carry;

    public RetryDrop(TellStatus status, AcceptedPlans plans, OutcomeRegister outcomes, CarryTasks carry) {
        this.status = status;
        this.plans = plans;
        this.outcomes = outcomes;
        this.carry = carry;
    }

    /** Somebody wants a drop to be tried again. A file by itself gets another job by submission-service. */
    public HandlerResult requested(RetryRequested fact) {
        return status.retried(fact)
                .filter(account -> fact.request().equals(account.retry()) && !account.isFile())
                .map(account -> HandlerResult.command(new ResultsCommand.BeginAttempt(account.job())))
                .orElse(HandlerResult.none());
    }

    /** Records what the attempt takes over, and announces it. An attempt that has ended meanwhile is not begun again. */
    public HandlerResult begin(ResultsCommand.BeginAttempt command) {
        JobId job = command.job();
        Optional<DropAccount> account = status.account(job.submission())
                .filter(known -> known.job().equals(job))
                .filter(known -> known.retry() != null);
        return account.isEmpty() || outcomes.find(job).isPresent() ? HandlerResult.none() : begin(account.get(), job);
    }

    private HandlerResult begin(DropAccount account, JobId job) {
        Plan plan = plans.find(job.submission())
                .orElseThrow(() -> new IllegalStateException("there is no plan of submission " + job.submission()))
                .plan();
        UserRequest request = account.retry();
        if (request == null) {
            return HandlerResult.none();
        }
        JobRetried retried = new JobRetried(
                job.submission(),
                account.status().workload(),
                job,
                JobId.of(job.submission(), job.attempt() - 1),
                account.trigger(),
                request,
                plan.levels(),
                carry.carry(job, plan),
                plan.toldMapLevel(),
                plan.rounds());
        return status.begun(retried).and(HandlerResult.announce(retried));
    }
}
