package io.dropbatch.monitor.app;

import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.monitor.app.port.FailureLimits;
import io.dropbatch.monitor.domain.ExaminationVerdict;
import io.dropbatch.monitor.domain.LevelWatch;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.ProgressHold;
import io.dropbatch.monitor.domain.StallPolicy;
import io.dropbatch.monitor.domain.WatchedJob;
import io.dropbatch.monitor.domain.WatchedLevel;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.JobEnds;
import io.dropbatch.monitor.domain.failure.LevelFailures;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides after a look whether the level is complete, continues, or is stuck. */
public final class JudgeLevel {

    /** @param next the look that must follow at once, if any */
    record Judgement(LevelWatch watch, @Nullable PollKind next) {

        static Judgement goOn(WatchedLevel watched) {
            return new Judgement(watched, null);
        }
    }

    private final CompleteLevel completeLevel;
    private final ExamineJob examineJob;
    private final StallPolicy stallPolicy;
    private final FailureLimits limits;
    private final UseCaseContext context;

    public JudgeLevel(
            CompleteLevel completeLevel,
            ExamineJob examineJob,
            StallPolicy stallPolicy,
            FailureLimits limits,
            UseCaseContext context) {
        this.completeLevel = completeLevel;
        this.examineJob = examineJob;
        this.stallPolicy = stallPolicy;
        this.limits = limits;
        this.context = context;
    }

    Judgement judge(NoticeTasks.Noticed noticed, PollKind kind, FailureExplanations explanations) {
        WatchedLevel watched = noticed.watching();
        if (!noticed.jobExists()) {
            return complete(watched, JobEnds.failure(new JobCondition.Gone()), explanations);
        }
        if (watched.isComplete() || hasFailed(watched)) {
            return complete(watched, Optional.empty(), explanations);
        }
        boolean examine = kind != PollKind.SIGNAL
                && stallPolicy.isTimeToExamine(watched, context.clock().instant());
        return examine ? examine(watched, kind, explanations) : Judgement.goOn(watched);
    }

    /** The limit is asked for only when a task has failed. */
    private boolean hasFailed(WatchedLevel watched) {
        int failed = watched.failed().count();
        return failed > 0 && failed > limits.tolerated(watched);
    }

    private Judgement complete(WatchedLevel watched, Optional<Failure> cause, FailureExplanations explanations) {
        return new Judgement(completeLevel.complete(watched, cause, explanations), null);
    }

    private Judgement examine(WatchedLevel watched, PollKind kind, FailureExplanations explanations) {
        return switch (examineJob.examine(watched, kind)) {
            case ExaminationVerdict.Healthy healthy -> Judgement.goOn(watched.held(null));
            case ExaminationVerdict.Allocating allocating -> stillHeld(watched, explanations);
            case ExaminationVerdict.Missed missed -> new Judgement(watched, PollKind.FULL);
            case ExaminationVerdict.Stuck stuck -> wait(watched, stuck.reason(), explanations);
            case ExaminationVerdict.Hopeless hopeless ->
                complete(watched, Optional.of(hopeless.reason()), explanations);
        };
    }

    /** Asking for nodes again is no progress: the reason for which there were none stays until one is usable. */
    private Judgement stillHeld(WatchedLevel watched, FailureExplanations explanations) {
        @Nullable ProgressHold hold = watched.hold();
        return hold == null ? Judgement.goOn(watched) : wait(watched, hold.reason(), explanations);
    }

    private Judgement wait(WatchedLevel watched, Failure reason, FailureExplanations explanations) {
        Instant now = context.clock().instant();
        ProgressHold hold = stallPolicy.hold(watched.hold(), reason, now);
        return switch (stallPolicy.step(hold, now)) {
            case WAIT -> Judgement.goOn(watched.held(hold));
            case TELL -> tell(watched.held(hold.told()), reason);
            case GIVE_UP ->
                complete(watched, Optional.of(LevelFailures.givenUp(reason, stallPolicy.giveUp())), explanations);
        };
    }

    private Judgement tell(WatchedLevel watched, Failure reason) {
        WatchedJob job = watched.job();
        JobStuck stuck = new JobStuck(job.submission(), job.workload(), job.job(), watched.level(), reason);
        context.announcer().announce(stuck);
        context.telemetry().stuck(stuck);
        return Judgement.goOn(watched);
    }
}
