package io.dropbatch.results.app;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobMetered;
import io.dropbatch.model.event.JobPaused;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.event.JobQuoted;
import io.dropbatch.model.event.JobResumed;
import io.dropbatch.model.event.JobRetried;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.JobStarted;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.PauseRequested;
import io.dropbatch.model.event.QueueMoved;
import io.dropbatch.model.event.ResumeRequested;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionHinted;
import io.dropbatch.model.event.SubmissionReceived;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.lock.StripedLock;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.CostReceipt;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import io.dropbatch.model.result.UserAnswer;
import io.dropbatch.model.retry.Backoff;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.OutcomeRegister;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.results.domain.FileOutcome;
import io.dropbatch.results.domain.JobOutcome;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.results.domain.status.FileStatusStory;
import io.dropbatch.results.domain.status.PauseRules;
import io.dropbatch.results.domain.status.ProgressLimiter;
import io.dropbatch.results.domain.status.RetryRules;
import io.dropbatch.results.domain.status.StatusStory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps the account of each submission and the status beside its trigger up to date with the events. */
public final class TellStatus {

    private static final Backoff RETRY_AFTER = Backoff.doubling(Duration.ofSeconds(10), Duration.ofMinutes(3));
    private static final int RETRIES = 20;

    private final DropAccountKeeper keeper;
    private final PostStatus board;
    private final AcceptedPlans plans;
    private final OutcomeRegister outcomes;
    private final ProgressLimiter limiter;
    private final Clock clock;
    private final StripedLock locks = new StripedLock();

    public TellStatus(
            DropAccountKeeper keeper,
            PostStatus board,
            AcceptedPlans plans,
            OutcomeRegister outcomes,
            ProgressLimiter limiter,
            Clock clock) {
        this.keeper = keeper;
        this.board = board;
        this.plans = plans;
        this.outcomes = outcomes;
        this.limiter = limiter;
        this.clock = clock;
    }

    /** A hint has no account: it is no submission. */
    public HandlerResult hinted(SubmissionHinted fact) {
        board.post(fact, clock.instant());
        return HandlerResult.none();
    }

    public HandlerResult waiting(SubmissionWaiting fact) {
        return tell(fact, fact::trigger, (story, before) -> story.waiting(fact));
    }

    /** Opens the account of a file that is a submission by itself. */
    public HandlerResult received(SubmissionReceived fact) {
        return tell(fact, fact::trigger, (story, before) -> new FileStatusStory(story).received(fact));
    }

    /** The event is small: how the drop was understood and what it left out is in the plan. */
    public HandlerResult accepted(SubmissionAccepted fact) {
        keeper.reportAccepted(fact);
        Optional<Plan> plan = plans.find(fact.submission()).map(AcceptedPlans.WrittenPlan::plan);
        return advance(
                fact.submission(),
                fact.workload(),
                fact::trigger,
                (story, before) -> DropAccountKeeper.advanced(
                        plan.map(before::understoodAs).orElse(before).acceptedAt(fact.acceptedAt()),
                        story.accepted(fact)));
    }

    /** How what the drop was split into was understood is in the second head of the plan. */
    public HandlerResult planned(SplitPlanned fact) {
        Optional<Plan> plan = plans.find(fact.submission()).map(AcceptedPlans.WrittenPlan::plan);
        return advance(
                fact.submission(),
                fact.workload(),
                triggerIn(fact),
                (story, before) -> plan.map(before::understoodAs).orElse(before));
    }

    /**
     * Notes that somebody wants a drop to be cancelled, unless it has its outcome.
     *
     * @return the account as it stands now
     */
    public DropAccount asked(CancelRequested fact) {
        return locks.with(
                fact.submission(),
                () -> keeper.advance(
                        fact.submission(),
                        () -> opening(fact.submission(), fact.workload(), fact.trigger()),
                        before -> before.asked(fact)));
    }

    /**
     * Begins the next attempt at a drop that failed, unless this was decided before. Of a drop that cannot be tried again,
     * the status says why, if that is the only way to tell.
     *
     * @return the account as it stands now; empty when there is none
     */
    public Optional<DropAccount> retried(RetryRequested fact) {
        SubmissionId submission = fact.submission();
        return locks.with(submission, () -> {
            if (keeper.find(submission).isEmpty()) {
                return Optional.empty();
            }
            DropAccount account = keeper.advance(
                    submission,
                    () -> opening(submission, fact.workload(), fact.trigger()),
                    before -> retried(before, fact));
            board.post(account);
            return Optional.of(account);
        });
    }

    private DropAccount retried(DropAccount before, RetryRequested fact) {
        if (before.isFile()) {
            return retriedFile(before, fact);
        }
        UserRequest request = fact.request();
        UserRequest latest = before.retry();
        if (latest != null && !request.at().isAfter(latest.at())) {
            return before; // fulfilled, or uttered before one that was
        }
        Optional<String> objection = RetryRules.objection(before);
        if (objection.isPresent()) {
            return request.via() == UserRequest.Route.API
                    ? before
                    : before.answering(new UserAnswer("Not retried. " + objection.get(), request.at()));
        }
        if (RetryRules.isOutdated(before, request)) {
            return before;
        }
        DropStatus status = before.status();
        JobId next = JobId.of(status.submission(), before.job().attempt() + 1);
        StatusStory story = new StatusStory(status.submission(), status.workload(), before.trigger(), clock.instant());
        return before.retried(request, story.retried(next, request));
    }

    /** The job that it failed in names the try of a file: whoever asks for one that was begun asks too late. */
    private DropAccount retriedFile(DropAccount before, RetryRequested fact) {
        boolean isMeant = before.job().equals(fact.failedJob());
        if (!isMeant || RetryRules.objection(before).isPresent()) {
            return before;
        }
        StatusStory story = new StatusStory(fact.submission(), fact.workload(), before.trigger(), clock.instant());
        return before.triedAgain(fact.request(), new FileStatusStory(story).retried(fact.request()));
    }

    /** Tells how much of the next attempt is to run. */
    public HandlerResult begun(JobRetried fact) {
        return tell(fact, fact::trigger, (story, before) -> story.retried(fact));
    }

    /** When the attempt was asked for that a submission's status is about; empty for a first attempt. */
    Optional<Instant> retriedAt(SubmissionId submission) {
        return keeper.find(submission)
                .flatMap(account -> Optional.ofNullable(account.retry()).map(UserRequest::at));
    }

    /** The account of a submission. */
    public Optional<DropAccount> account(SubmissionId submission) {
        return keeper.find(submission);
    }

    public HandlerResult rejected(SubmissionRejected fact) {
        return advance(fact.submission(), fact.workload(), fact::trigger, (story, before) -> {
            DropStatus rejection = story.rejected(fact);
            if (before.hasFailedInSharedJob()) {
                return before.triedAgain(null, rejection); // it is of a try whose wish was not heard of yet
            }
            keeper.reportLate(fact, before);
            return DropAccountKeeper.advanced(before, rejection);
        });
    }

    public HandlerResult queued(JobQueued fact) {
        return tell(fact, triggerIn(fact), (story, before) -> story.queued(fact));
    }

    public HandlerResult scheduled(JobScheduled fact) {
        return tell(fact, triggerIn(fact), (story, before) -> story.scheduled(fact, before.quote()));
    }

    public HandlerResult started(JobStarted fact) {
        return tell(fact, triggerIn(fact), (story, before) -> story.started(fact, before));
    }

    public HandlerResult moved(QueueMoved fact) {
        return tell(fact, triggerIn(fact), (story, before) -> story.moved(fact));
    }

    public HandlerResult quoted(JobQuoted fact) {
        return tell(
                fact,
                triggerIn(fact),
                (story, before) -> isEarlier(fact.job(), before) ? before : before.with(fact.quote()));
    }

    public HandlerResult paused(JobPaused fact) {
        return tell(
                fact,
                triggerIn(fact),
                (story, before) -> isOther(fact.job(), before) ? before : story.paused(fact, before));
    }

    public HandlerResult resumed(JobResumed fact) {
        return tell(
                fact,
                triggerIn(fact),
                (story, before) -> isOther(fact.job(), before) ? before : story.resumed(fact, before));
    }

    /** A drop may have its outcome already, or a further attempt. */
    private static boolean isOther(JobId job, DropStatus status) {
        return status.state().isFinal() || isEarlier(job, status);
    }

    /** Says beside the trigger why nothing comes of a marker there. Whoever asks otherwise is told at once. */
    public HandlerResult asked(PauseRequested fact) {
        return answer(fact.submission(), fact.request(), "paused");
    }

    /** The same of a drop that is to go on. */
    public HandlerResult asked(ResumeRequested fact) {
        return answer(fact.submission(), fact.request(), "resumed");
    }

    private HandlerResult answer(SubmissionId submission, UserRequest request, String wish) {
        if (request.via() == UserRequest.Route.API || keeper.find(submission).isEmpty()) {
            return HandlerResult.none();
        }
        return locks.with(submission, () -> {
            board.post(keeper.advance(
                    submission,
                    () -> {
                        throw new IllegalStateException("the account of " + submission + " is gone");
                    },
                    before -> PauseRules.answered(before, wish, request.at())));
            return HandlerResult.none();
        });
    }

    public HandlerResult metered(JobMetered fact) {
        return tell(
                fact,
                triggerIn(fact),
                (story, before) -> isEarlier(fact.job(), before) ? before : before.with(fact.receipt()));
    }

    /** What an earlier attempt costs is not what this one does. */
    private static boolean isEarlier(JobId job, DropStatus status) {
        JobId latest = status.job();
        return latest != null && job.attempt() < latest.attempt();
    }

    public HandlerResult progressed(JobProgressed fact) {
        if (!limiter.allows(fact.submission(), clock.instant())) {
            return HandlerResult.none();
        }
        return tell(fact, triggerIn(fact), (story, before) -> story.progressed(fact));
    }

    public HandlerResult stuck(JobStuck fact) {
        return tell(fact, triggerIn(fact), (story, before) -> story.stuck(fact, before));
    }

    /**
     * Posts a job's outcome. If the inbox cannot be written to, the outcome is announced at once and posted later.
     *
     * @param progress of the last level that an event named
     */
    HandlerResult ended(JobOutcome outcome, @Nullable Progress progress) {
        return ended(outcome, progress, 0);
    }

    /** Posts the outcome of a file that is a submission by itself; throws when the inbox cannot be written to. */
    public void ended(FileOutcome outcome) {
        advance(
                outcome.submission(),
                outcome.outcome().workload(),
                outcome::file,
                (story, before) -> ended(
                        before,
                        outcome.outcome().job(),
                        story.ended(outcome.outcome(), before.status().progress(), LateInputs.NONE)));
    }

    /** The outcome of another job than the one that the file failed in may be heard of before the wish for it. */
    private static DropAccount ended(DropAccount before, JobId job, DropStatus end) {
        if (before.failedJobs().contains(job)) {
            return before;
        }
        return before.hasFailedInSharedJob() && !before.job().equals(job)
                ? before.triedAgain(null, end)
                : DropAccountKeeper.advanced(before, end);
    }

    /** Posts the end of a job that files shared. */
    public void ended(Plan plan, JobId job, Progress progress, int ready, @Nullable Failure firstFailure) {
        advance(
                plan.submission(),
                plan.workload().name().value(),
                plan::trigger,
                (story, before) -> DropAccountKeeper.advanced(
                        before, new FileStatusStory(story).ended(job, progress, ready, firstFailure)));
    }

    private HandlerResult ended(JobOutcome outcome, @Nullable Progress progress, int tries) {
        try {
            return advance(
                    outcome.job().submission(),
                    outcome.workload(),
                    triggerIn(outcome.job().submission()),
                    (story, before) -> {
                        Progress last = progress == null ? before.status().progress() : progress;
                        return DropAccountKeeper.advanced(
                                before,
                                story.ended(outcome, last, before.status().lateInputs()));
                    });
        } catch (RuntimeException storage) {
            if (tries == RETRIES) {
                throw storage;
            }
            return HandlerResult.command(later(outcome.job(), tries + 1));
        }
    }

    /** Notes what the result leaves out; it is posted with the outcome. */
    void note(Plan plan, LateInputs late) {
        locks.with(
                plan.submission(),
                () -> keeper.advance(
                        plan.submission(),
                        () -> opening(plan.submission(), plan.workload().name().value(), plan.trigger()),
                        before -> before.understoodAs(plan).leavingOut(late)));
    }

    /** Tries again to post an outcome. */
    public HandlerResult retry(ResultsCommand.TellOutcome command) {
        return outcomes.find(command.job())
                .map(outcome -> ended(outcome, null, command.tries()))
                .orElse(HandlerResult.none());
    }

    Optional<Instant> acceptedAt(SubmissionId submission) {
        return keeper.find(submission).flatMap(account -> Optional.ofNullable(account.acceptedAt()));
    }

    /** What the submission's job has cost, as last heard. */
    Optional<CostReceipt> receipt(SubmissionId submission) {
        return keeper.find(submission)
                .flatMap(account -> Optional.ofNullable(account.status().receipt()));
    }

    private ResultsCommand later(JobId job, int tries) {
        return new ResultsCommand.TellOutcome(job, tries, clock.instant().plus(RETRY_AFTER.after(tries)));
    }

    private HandlerResult tell(
            DomainEvent fact, Supplier<DropTrigger> trigger, BiFunction<StatusStory, DropStatus, DropStatus> telling) {
        return advance(fact.submission(), fact.workload(), trigger, (story, before) -> {
            keeper.reportLate(fact, before);
            return DropAccountKeeper.advanced(before, telling.apply(story, before.status()));
        });
    }

    private HandlerResult advance(
            SubmissionId submission,
            String workload,
            Supplier<DropTrigger> trigger,
            BiFunction<StatusStory, DropAccount, DropAccount> telling) {
        return locks.with(submission, () -> {
            DropAccount account = keeper.advance(
                    submission,
                    () -> opening(submission, workload, trigger.get()),
                    before -> telling.apply(
                            new StatusStory(submission, workload, before.trigger(), clock.instant()), before));
            board.post(account);
            return HandlerResult.none();
        });
    }

    private DropAccount opening(SubmissionId submission, String workload, DropTrigger trigger) {
        StatusStory story = new StatusStory(submission, workload, trigger, clock.instant());
        return DropAccount.opened(trigger, story.received());
    }

    private Supplier<DropTrigger> triggerIn(DomainEvent fact) {
        return triggerIn(fact.submission());
    }

    /** Events of a job may arrive before those of its submission; then the trigger is read from the plan. */
    private Supplier<DropTrigger> triggerIn(SubmissionId submission) {
        return () -> plans.find(submission)
                .orElseThrow(() -> new IllegalStateException("there is no plan of submission " + submission))
                .plan()
                .trigger();
    }
}
