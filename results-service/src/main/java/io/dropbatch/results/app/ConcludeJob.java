package io.dropbatch.results.app;

import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import io.dropbatch.model.result.ResultManifest.Verification;
import io.dropbatch.results.app.port.Outcomes;
import io.dropbatch.results.app.port.Plans;
import io.dropbatch.results.domain.Outcome;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a job its one outcome, writes its manifest and its status, and has the outcome announced. */
public final class ConcludeJob {

    private final Plans plans;
    private final Outcomes outcomes;
    private final PackageResults packages;
    private final TellStatus status;
    private final String container;
    private final Clock clock;

    public ConcludeJob(
            Plans plans, Outcomes outcomes, PackageResults packages, TellStatus status, String container, Clock clock) {
        this.plans = plans;
        this.outcomes = outcomes;
        this.packages = packages;
        this.status = status;
        this.container = container;
        this.clock = clock;
    }

    Plans.WrittenPlan planOf(SubmissionId submission) {
        return plans.find(submission)
                .orElseThrow(() -> new IllegalStateException("there is no plan of submission " + submission));
    }

    /** A job that was closed without having come to a level that could be judged. */
    public Reaction closed(JobClosed fact) {
        Optional<Outcome> settled = outcomes.find(fact.job());
        if (fact.failure() == null) {
            return Reaction.none();
        }
        if (settled.isPresent()) {
            return again(settled.get());
        }
        Plans.WrittenPlan plan = planOf(fact.submission());
        Outcomes.Times times = timesOf(fact.job(), plan);
        packages.incomplete(fact.job(), plan.plan(), times, plan.plan().levels().size(), fact.failure());
        Outcome failed = new Outcome.Failed(
                fact.job(),
                fact.workload(),
                times.verifiedAt(),
                OutputLayout.manifest(fact.submission()),
                0,
                fact.failure());
        return settle(failed, null);
    }

    Reaction ready(
            LevelCompleted last,
            Plans.WrittenPlan plan,
            CheckLevel.Finding.Sound sound,
            CheckInputs.Finding.Unchanged inputs) {
        Outcomes.Times times = timesOf(last.job(), plan);
        String sha256 = packages.complete(last.job(), plan.plan(), times, words(sound, inputs));
        Outcome ready = new Outcome.Ready(
                last.job(),
                last.workload(),
                times.acceptedAt(),
                times.verifiedAt(),
                OutputLayout.manifest(last.submission()),
                sha256,
                plan.plan().levels().stream().mapToInt(Integer::intValue).sum(),
                sound.outputs(),
                sound.bytes());
        return settle(ready, progressOf(last));
    }

    Reaction fail(LevelCompleted level, Plans.WrittenPlan plan, Failure failure) {
        Outcomes.Times times = timesOf(level.job(), plan);
        packages.incomplete(level, plan.plan(), times, failure);
        Outcome failed = new Outcome.Failed(
                level.job(),
                level.workload(),
                times.verifiedAt(),
                OutputLayout.manifest(level.submission()),
                level.failed(),
                failure);
        return settle(failed, progressOf(level));
    }

    /**
     * A drop of which nothing is heard any more. Says nothing of what there is: reading that may be what nobody managed.
     *
     * @param status as last told
     * @param plan absent when nobody can read it
     */
    Reaction giveUp(DropStatus status, @Nullable Plan plan, Failure failure) {
        JobId job = status.job() == null ? JobId.of(status.submission(), 1) : status.job();
        Outcome stands = outcomes.settle(new Outcome.Failed(job, status.workload(), clock.instant(), null, 0, failure));
        Reaction told = Reaction.announce(stands.announcement(container)).and(this.status.ended(stands, null));
        return stands instanceof Outcome.Failed
                ? told.and(Reaction.announce(noLevelFollows(job, status.workload(), plan)))
                : told;
    }

    /** Has the scheduler end the job, if there is one. */
    private static LevelVerified noLevelFollows(JobId job, String workload, @Nullable Plan plan) {
        List<Integer> levels = plan == null ? List.of(1) : plan.levels();
        int last = levels.size() - 1;
        return new LevelVerified(
                job.submission(), workload, job, last, false, SystemLayout.levelOutputs(job, last), levels);
    }

    /** Says again what was decided, as a redelivered message asks for. */
    Reaction again(Outcome outcome) {
        return Reaction.announce(outcome.announcement(container)).and(status.ended(outcome, null));
    }

    private Reaction settle(Outcome proposed, @Nullable Progress progress) {
        Outcome stands = outcomes.settle(proposed);
        return Reaction.announce(stands.announcement(container)).and(status.ended(stands, progress));
    }

    private Outcomes.Times timesOf(JobId job, Plans.WrittenPlan plan) {
        return outcomes.times(
                job, new Outcomes.Times(status.acceptedAt(job.submission()).orElse(plan.writtenAt()), clock.instant()));
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
