package io.dropbatch.results.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import io.dropbatch.model.result.ResultManifest.Verification;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.results.domain.JobOutcome;
import io.dropbatch.results.domain.failure.FailureSummary;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a job its one outcome, writes its manifest and its status, and announces the outcome. */
public final class ConcludeJob {

    private final PlannedDrops drops;
    private final OutcomeRegister outcomes;
    private final PackageResults packages;
    private final TellStatus status;
    private final String container;
    private final Clock clock;

    public ConcludeJob(
            PlannedDrops drops,
            OutcomeRegister outcomes,
            PackageResults packages,
            TellStatus status,
            String container,
            Clock clock) {
        this.drops = drops;
        this.outcomes = outcomes;
        this.packages = packages;
        this.status = status;
        this.container = container;
        this.clock = clock;
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
            return again(settled.get());
        }
        AcceptedPlans.WrittenPlan plan = planOf(fact.submission());
        OutcomeRegister.Times times = timesOf(fact.job(), plan);
        packages.incomplete(fact.job(), plan.plan(), times, plan.plan().levels().size(), fact.failure());
        JobOutcome failed = new JobOutcome.Failed(
                fact.job(),
                fact.workload(),
                times.verifiedAt(),
                OutputLayout.manifest(fact.submission()),
                0,
                FailureSummary.of(fact.failure()));
        return settle(failed, null);
    }

    HandlerResult ready(
            LevelCompleted last,
            AcceptedPlans.WrittenPlan plan,
            CheckLevel.Finding.Sound sound,
            CheckInputs.Finding.Unchanged inputs) {
        OutcomeRegister.Times times = timesOf(last.job(), plan);
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
        return settle(missing == null ? ready : new JobOutcome.Partial(ready, missing), progressOf(last));
    }

    HandlerResult fail(LevelCompleted level, AcceptedPlans.WrittenPlan plan, Failure failure) {
        OutcomeRegister.Times times = timesOf(level.job(), plan);
        FailureSummary summary = packages.incomplete(level, plan.plan(), times, failure);
        JobOutcome failed = new JobOutcome.Failed(
                level.job(),
                level.workload(),
                times.verifiedAt(),
                OutputLayout.manifest(level.submission()),
                level.failed(),
                summary);
        return settle(failed, progressOf(level));
    }

    /**
     * Fails a drop with no event for too long. Does not list outputs: reading them may be what failed.
     *
     * @param status as last posted
     * @param plan absent when it cannot be read
     */
    public HandlerResult giveUp(DropStatus status, @Nullable Plan plan, Failure failure) {
        JobId job = status.job() == null ? JobId.of(status.submission(), 1) : status.job();
        JobOutcome stands = outcomes.settle(
                new JobOutcome.Failed(job, status.workload(), clock.instant(), null, 0, FailureSummary.of(failure)));
        HandlerResult told =
                HandlerResult.announce(stands.announcement(container)).and(this.status.ended(stands, null));
        return stands instanceof JobOutcome.Failed
                ? told.and(HandlerResult.announce(noLevelFollows(job, status.workload(), plan)))
                : told;
    }

    /** Makes the scheduler close the job, if there is one. */
    private static LevelVerified noLevelFollows(JobId job, String workload, @Nullable Plan plan) {
        List<Integer> levels = plan == null ? List.of(1) : plan.levels();
        int last = levels.size() - 1;
        return new LevelVerified(
                job.submission(), workload, job, last, false, SystemLayout.levelOutputs(job, last), levels);
    }

    /** Announces a stored outcome again after a redelivered message. */
    HandlerResult again(JobOutcome outcome) {
        return HandlerResult.announce(outcome.announcement(container)).and(status.ended(outcome, null));
    }

    private HandlerResult settle(JobOutcome proposed, @Nullable Progress progress) {
        JobOutcome stands = outcomes.settle(proposed);
        return HandlerResult.announce(stands.announcement(container)).and(status.ended(stands, progress));
    }

    /** The status has to know what came too late before it ends: then it says so also if it ends by another process. */
    private OutcomeRegister.Times timesOf(JobId job, AcceptedPlans.WrittenPlan plan) {
        OutcomeRegister.Times times = outcomes.times(
                job,
                new OutcomeRegister.Times(
                        status.acceptedAt(job.submission()).orElse(plan.writtenAt()),
                        clock.instant(),
                        status.receipt(job.submission()).orElse(null),
                        drops.late(plan.plan())));
        status.note(plan.plan(), times.lateInputs());
        return times;
    }

    private static Progress progressOf(LevelCompleted level) {
        return new Progress(
                level.level(), level.levels(), level.tasks(), level.succeeded() + level.failed(), level.failed());
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
