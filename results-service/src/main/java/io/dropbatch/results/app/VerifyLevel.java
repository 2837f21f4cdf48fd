package io.dropbatch.results.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.SplitVerified;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.results.app.inspect.ReadAhead;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.results.app.port.VerifiedLevels;
import io.dropbatch.results.domain.JobOutcome;
import java.util.Optional;

/**
 * Decides whether a finished level is complete and sound. The last level, or one that is not sound, concludes the job.
 * May be repeated: a sound level stays sound, and a concluded job keeps its outcome.
 */
public final class VerifyLevel {

    private final OutcomeRegister outcomes;
    private final VerifiedLevels verified;
    private final CheckLevel checkLevel;
    private final CheckInputs checkInputs;
    private final ReadAhead readAhead;
    private final ConcludeJob conclude;
    private final RoundEnd roundEnd;

    public VerifyLevel(
            OutcomeRegister outcomes,
            VerifiedLevels verified,
            CheckLevel checkLevel,
            CheckInputs checkInputs,
            ReadAhead readAhead,
            ConcludeJob conclude) {
        this.outcomes = outcomes;
        this.verified = verified;
        this.checkLevel = checkLevel;
        this.checkInputs = checkInputs;
        this.readAhead = readAhead;
        this.conclude = conclude;
        this.roundEnd = new RoundEnd(verified);
    }

    public HandlerResult verify(LevelCompleted level) {
        AcceptedPlans.WrittenPlan plan = conclude.planOf(level.submission());
        Optional<JobOutcome> settled = outcomes.find(level.job());
        if (settled.isPresent()) {
            boolean sound = verified.exists(level.job(), level.level());
            return conclude.again(settled.get(), level).and(announce(level, plan.plan(), sound));
        }
        if (level.failure() != null) {
            return conclude.fail(level, plan, level.failure()).and(announce(level, plan.plan(), false));
        }
        if (verified.exists(level.job(), level.level()) && !isLast(level, plan.plan())) {
            conclude.repeated(level);
            return sound(level, plan.plan());
        }
        HandlerResult verdict = check(level, plan);
        readAhead.done(level);
        return verdict;
    }

    private HandlerResult check(LevelCompleted level, AcceptedPlans.WrittenPlan plan) {
        CheckInputs.Finding inputs = level.order().endsRound(level.level())
                ? checkInputs.check(plan.plan())
                : new CheckInputs.Finding.Unchanged(0, 0);
        return switch (inputs) {
            case CheckInputs.Finding.Changed changed ->
                conclude.fail(level, plan, changed.failure()).and(announce(level, plan.plan(), false));
            case CheckInputs.Finding.Unchanged unchanged -> check(level, plan, unchanged);
        };
    }

    private HandlerResult check(
            LevelCompleted level, AcceptedPlans.WrittenPlan plan, CheckInputs.Finding.Unchanged inputs) {
        return switch (checkLevel.check(level, tolerated(level, plan.plan()))) {
            case CheckLevel.Finding.Unsound unsound ->
                conclude.fail(level, plan, unsound.failure()).and(announce(level, plan.plan(), false));
            case CheckLevel.Finding.Sound sound
            when isLast(level, plan.plan()) ->
                conclude.ready(level, asFarAs(level, plan), sound, inputs).and(announce(level, plan.plan(), true));
            case CheckLevel.Finding.Sound sound -> sound(level, plan.plan());
        };
    }

    /** A merge without one of its tasks would have nothing to go on with. */
    private static int tolerated(LevelCompleted level, Plan plan) {
        return level.level() == plan.mapLevel() ? plan.workload().failure().of(plan.mapTasks()) : 0;
    }

    /** After a split the next level has to be planned first. */
    private HandlerResult sound(LevelCompleted level, Plan plan) {
        HandlerResult verified = announce(level, plan, true);
        return level.level() < plan.mapLevel()
                ? verified.and(HandlerResult.announce(new SplitVerified(
                        level.submission(),
                        level.workload(),
                        level.job(),
                        SystemLayout.levelOutputs(level.job(), level.level()))))
                : verified;
    }

    /** After a round that ended the rounds no level follows: then its own is the last. */
    private HandlerResult announce(LevelCompleted level, Plan plan, boolean sound) {
        return HandlerResult.announce(new LevelVerified(
                level.submission(),
                level.workload(),
                level.job(),
                level.level(),
                sound,
                SystemLayout.levelOutputs(level.job(), level.level()),
                isEnd(level, plan) ? plan.endedAfter(level.level()).levels() : plan.levels()));
    }

    private boolean isLast(LevelCompleted level, Plan plan) {
        return level.order().isLast(level.level()) || isEnd(level, plan);
    }

    private boolean isEnd(LevelCompleted level, Plan plan) {
        return roundEnd.isReached(plan, level.job(), level.level());
    }

    private AcceptedPlans.WrittenPlan asFarAs(LevelCompleted level, AcceptedPlans.WrittenPlan plan) {
        return isEnd(level, plan.plan()) ? plan.endedAfter(level.level()) : plan;
    }
}
