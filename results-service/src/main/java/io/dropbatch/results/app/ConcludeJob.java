package io.dropbatch.results.app;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import io.dropbatch.model.result.ResultManifest.Verification;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.OutcomeEntry;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.results.domain.ConcludedDrop;
import io.dropbatch.results.domain.JobOutcome;
import io.dropbatch.results.domain.failure.FailureSummary;
import io.dropbatch.results.domain.status.DropAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a job its one outcome, writes its manifest and its status, and announces the outcome. */
public final class ConcludeJob {

    private static final String CANCEL_DECIDED = "results.cancel.decided";
    private static final String ROUNDS_ENDED = "results.rounds-ended";
    private static final String CANCEL_SETTLED = "results.cancel.settled";

    private final PlannedDrops drops;
    private final OutcomeRegister outcomes;
    private final PackageResults packages;
    private final TellStatus status;
    private final OutcomeContext context;

    public ConcludeJob(
            PlannedDrops drops,
            OutcomeRegister outcomes,
            PackageResults packages,
            TellStatus status,
            OutcomeContext context) {
        this.drops = drops;
        this.outcomes = outcomes;
        this.packages = packages;
        this.status = status;
        this.context = context;
    }

    AcceptedPlans.WrittenPlan planOf(SubmissionId submission) {
        return drops.planOf(submission);
    }

    /** Concludes a job that was closed before it reached a level that could be verified. */
    public HandlerResult closed(JobClosed fact) {
        Optional<JobOutcome> settled = outcomes.find(fact.job());
        if (fact.failure() == null) {
            return HandlerResult.none();
        }
        if (settled.isPresent()) {
            return again(settled.get(), fact);
        }
        AcceptedPlans.WrittenPlan plan = planOf(fact.submission());
        OutcomeRegister.Times times = timesOf(fact.job(), plan, null);
        if (times.cancel() != null) {
            return cancelled(fact.job(), plan, times, times.cancel());
        }
        packages.incomplete(fact.job(), plan.plan(), times, plan.plan().levels().size(), fact.failure());
        JobOutcome failed = new JobOutcome.Failed(
                fact.job(),
                fact.workload(),
                times.verifiedAt(),
                OutputLayout.manifest(fact.submission()),
                0,
                FailureSummary.of(fact.failure()));
        return settle(failed, plan.plan(), null, null);
    }

    HandlerResult ready(
            LevelCompleted last,
            AcceptedPlans.WrittenPlan plan,
            CheckLevel.Finding.Sound sound,
            CheckInputs.Finding.Unchanged inputs) {
        if (plan.plan().rounds() != null) {
            context.checkpoints().accept(ROUNDS_ENDED);
        }
        OutcomeRegister.Times times = timesOf(last.job(), plan, null);
        if (times.cancel() != null) {
            return cancelled(last.job(), plan, times, times.cancel());
        }
        PackageResults.Packaged packaged = packages.complete(last.job(), plan.plan(), times, words(sound, inputs));
        JobOutcome.Ready ready = new JobOutcome.Ready(
                last.job(),
                last.workload(),
                times.acceptedAt(),
                times.verifiedAt(),
                OutputLayout.manifest(last.submission()),
                packaged.sha256(),
                plan.plan().levels().stream().mapToInt(Integer::intValue).sum(),
                sound.outputs(),
                sound.bytes());
        FailureSummary missing = packaged.missing();
        JobOutcome outcome = missing == null ? ready : new JobOutcome.Partial(ready, missing);
        return settle(outcome, plan.plan(), progressOf(last), sound.lastEnd());
    }

    HandlerResult fail(LevelCompleted level, AcceptedPlans.WrittenPlan plan, Failure failure) {
        OutcomeRegister.Times times = timesOf(level.job(), plan, null);
        if (times.cancel() != null) {
            return cancelled(level.job(), plan, times, times.cancel());
        }
        PackageResults.Remains remains = packages.incomplete(level, plan.plan(), times, failure);
        JobOutcome failed = new JobOutcome.Failed(
                level.job(),
                level.workload(),
                times.verifiedAt(),
                OutputLayout.manifest(level.submission()),
                level.failed(),
                remains.why());
        return settle(failed, plan.plan(), progressOf(level), remains.lastEnd());
    }

    /**
     * Fails a drop with no event for too long. Does not list outputs: reading them may be what failed.
     *
     * @param account with the status as last posted
     * @param plan absent when it cannot be read
     */
    public HandlerResult giveUp(DropAccount account, @Nullable Plan plan, Failure failure) {
        DropStatus status = account.status();
        JobId job = account.job();
        // What was to be cancelled and could not be concluded as usual is cancelled, not failed.
        Failure why = outcomes.cancelOf(job).map(CancelRequest::failure).orElse(failure);
        OutcomeEntry<JobOutcome> entry = outcomes.settle(new JobOutcome.Failed(
                job, status.workload(), context.clock().instant(), null, 0, FailureSummary.of(why)));
        JobOutcome stands = entry.outcome();
        HandlerResult told = told(stands, null);
        if (entry.isFirst()) {
            context.telemetry()
                    .concluded(new ConcludedDrop(status.submission(), stands, status.triggerUploadedAt(), null));
        }
        return stands instanceof JobOutcome.Failed
                ? told.and(HandlerResult.announce(noLevelFollows(job, status.workload(), plan)))
                : told;
    }

    /**
     * Cancels a job, unless its conclusion has begun by what its tasks did. May be repeated at any time: a stored outcome is
     * announced again.
     *
     * @param status of the drop
     */
    HandlerResult cancel(DropStatus status, CancelRequest request) {
        JobId job = jobOf(status);
        AcceptedPlans.WrittenPlan plan = planOf(status.submission());
        OutcomeRegister.Times times = timesOf(job, plan, request);
        CancelRequest decided = times.cancel();
        return decided == null
                ? outcomes.find(job).map(stands -> told(stands, null)).orElse(HandlerResult.none())
                : cancelled(job, plan, times, decided);
    }

    /** What was verified before is listed; what ran is left as it is. */
    private HandlerResult cancelled(
            JobId job, AcceptedPlans.WrittenPlan plan, OutcomeRegister.Times times, CancelRequest request) {
        context.checkpoints().accept(CANCEL_DECIDED);
        Failure failure = request.failure();
        String workload = plan.plan().workload().name().value();
        if (outcomes.find(job).isEmpty()) {
            packages.incomplete(job, plan.plan(), times, plan.plan().levels().size(), failure);
        }
        HandlerResult told = settle(
                new JobOutcome.Failed(
                        job,
                        workload,
                        times.verifiedAt(),
                        OutputLayout.manifest(job.submission()),
                        0,
                        FailureSummary.of(failure)),
                plan.plan(),
                null,
                null);
        context.checkpoints().accept(CANCEL_SETTLED);
        return HandlerResult.announce(new JobCancelled(job.submission(), workload, job, request, times.verifiedAt()))
                .and(told);
    }

    private static JobId jobOf(DropStatus status) {
        return status.job() == null ? JobId.of(status.submission(), 1) : status.job();
    }

    /** Makes the scheduler close the job, if there is one. */
    private static LevelVerified noLevelFollows(JobId job, String workload, @Nullable Plan plan) {
        List<Integer> levels = plan == null ? List.of(1) : plan.levels();
        int last = levels.size() - 1;
        return new LevelVerified(
                job.submission(), workload, job, last, false, SystemLayout.levelOutputs(job, last), levels);
    }

    /** Announces a stored outcome again after a redelivered message. */
    HandlerResult again(JobOutcome outcome, DomainEvent event) {
        context.telemetry().late(event);
        return told(outcome, null);
    }

    /** Counts an event about a level that was verified before. */
    void repeated(LevelCompleted event) {
        context.telemetry().repeated(event);
    }

    /** @param lastEnd when the last task ended; absent when the tasks were not looked at */
    private HandlerResult settle(
            JobOutcome proposed, Plan plan, @Nullable Progress progress, @Nullable Instant lastEnd) {
        OutcomeEntry<JobOutcome> entry = outcomes.settle(proposed);
        HandlerResult told = told(entry.outcome(), progress);
        if (entry.isFirst()) {
            Instant triggeredAt =
                    status.retriedAt(plan.submission()).orElse(plan.trigger().uploadedAt());
            context.telemetry().concluded(new ConcludedDrop(plan.submission(), entry.outcome(), triggeredAt, lastEnd));
        }
        return told;
    }

    private HandlerResult told(JobOutcome outcome, @Nullable Progress progress) {
        return HandlerResult.announce(outcome.announcement(context.container())).and(status.ended(outcome, progress));
    }

    /** The status has to know what came too late before it ends: then it says so also if it ends by another process. */
    private OutcomeRegister.Times timesOf(JobId job, AcceptedPlans.WrittenPlan plan, @Nullable CancelRequest cancel) {
        OutcomeRegister.Times times = outcomes.times(
                job,
                new OutcomeRegister.Times(
                        status.acceptedAt(job.submission()).orElse(plan.writtenAt()),
                        context.clock().instant(),
                        status.receipt(job.submission()).orElse(null),
                        drops.late(plan.plan()),
                        cancel));
        status.note(plan.plan(), times.lateInputs());
        return times;
    }

    private static Progress progressOf(LevelCompleted level) {
        return new Progress(
                level.level(),
                level.levels(),
                level.tasks(),
                level.succeeded() + level.failed(),
                level.failed(),
                level.mapLevel(),
                level.rounds());
    }

    private static Verification words(CheckLevel.Finding.Sound sound, CheckInputs.Finding.Unchanged inputs) {
        return new Verification(
                "computed on the node by the task harness; results-service read " + sound.rehashed()
                        + " outputs again and found the same",
                "every output's length in storage is the one that its node recorded",
                "as storage computed it, where it did",
                "%d were checked by SHA-256 on the node, %d by their version at the end of the job"
                        .formatted(inputs.byHash(), inputs.byVersion()));
    }
}
