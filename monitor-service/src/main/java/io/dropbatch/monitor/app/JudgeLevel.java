package io.dropbatch.monitor.app;

import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.monitor.domain.Hold;
import io.dropbatch.monitor.domain.Look;
import io.dropbatch.monitor.domain.Patience;
import io.dropbatch.monitor.domain.Verdict;
import io.dropbatch.monitor.domain.Watch;
import io.dropbatch.monitor.domain.WatchedJob;
import io.dropbatch.monitor.domain.Watching;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.JobEnds;
import io.dropbatch.monitor.domain.failure.LevelFailures;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides after a look whether the level is over, goes on, or is stuck. */
public final class JudgeLevel {

    /** @param next a look that has to follow at once */
    record Judgement(Watch watch, @Nullable Look next) {

        static Judgement goOn(Watching watching) {
            return new Judgement(watching, null);
        }
    }

    private final CompleteLevel completeLevel;
    private final ExamineJob examineJob;
    private final Patience patience;
    private final Environment environment;

    public JudgeLevel(CompleteLevel completeLevel, ExamineJob examineJob, Patience patience, Environment environment) {
        this.completeLevel = completeLevel;
        this.examineJob = examineJob;
        this.patience = patience;
        this.environment = environment;
    }

    Judgement judge(NoticeTasks.Noticed noticed, Look look, Explanations explanations) {
        Watching watching = noticed.watching();
        if (!noticed.jobExists()) {
            return complete(watching, JobEnds.failure(new JobCondition.Gone()), explanations);
        }
        if (watching.isComplete() || !watching.failed().isEmpty()) {
            return complete(watching, Optional.empty(), explanations);
        }
        boolean examine = look != Look.SIGNAL
                && patience.isTimeToExamine(watching, environment.clock().instant());
        return examine ? examine(watching, look, explanations) : Judgement.goOn(watching);
    }

    private Judgement complete(Watching watching, Optional<Failure> cause, Explanations explanations) {
        return new Judgement(completeLevel.complete(watching, cause, explanations), null);
    }

    private Judgement examine(Watching watching, Look look, Explanations explanations) {
        return switch (examineJob.examine(watching, look)) {
            case Verdict.Healthy healthy -> Judgement.goOn(watching.held(null));
            case Verdict.Missed missed -> new Judgement(watching, Look.FULL);
            case Verdict.Stuck stuck -> wait(watching, stuck.reason(), explanations);
            case Verdict.Hopeless hopeless -> complete(watching, Optional.of(hopeless.reason()), explanations);
        };
    }

    private Judgement wait(Watching watching, Failure reason, Explanations explanations) {
        Instant now = environment.clock().instant();
        Hold hold = patience.hold(watching.hold(), reason, now);
        return switch (patience.step(hold, now)) {
            case WAIT -> Judgement.goOn(watching.held(hold));
            case TELL -> tell(watching.held(hold.told()), reason);
            case GIVE_UP ->
                complete(watching, Optional.of(LevelFailures.givenUp(reason, patience.giveUp())), explanations);
        };
    }

    private Judgement tell(Watching watching, Failure reason) {
        WatchedJob job = watching.job();
        JobStuck stuck = new JobStuck(job.submission(), job.workload(), job.job(), watching.level(), reason);
        environment.announcer().announce(stuck);
        environment.telemetry().stuck(stuck);
        return Judgement.goOn(watching);
    }
}
