package io.dropbatch.submission.app;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.lock.StripedLock;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.retry.LastingFailureException;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.model.trace.TraceStep;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.DropContents;
import io.dropbatch.planning.drop.DropRefusals;
import io.dropbatch.planning.drop.DropVerdict;
import io.dropbatch.planning.drop.MissingInput;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.planning.plan.PlanDrop;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.app.port.SubmissionCommand;
import io.dropbatch.submission.domain.RecheckSchedule;
import io.dropbatch.submission.domain.Submission;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a drop once, however often an event, the sweep or a recheck asks for it. The row in
 * {@link DropDecisionStore} is the decision; its event is announced again each time.
 */
public final class AcceptDrop {

    private static final int NAMED = 100;

    private final JudgeDrop judge;
    private final PlanDrop planner;
    private final DropDecisions decisions;
    private final AdviseOwner adviseOwner;
    private final Clock clock;
    private final DropTraces traces;
    private final String container;
    private final StripedLock locks = new StripedLock();

    AcceptDrop(
            JudgeDrop judge,
            PlanDrop planner,
            DropDecisions decisions,
            AdviseOwner adviseOwner,
            Clock clock,
            DropTraces traces) {
        this.judge = judge;
        this.planner = planner;
        this.decisions = decisions;
        this.adviseOwner = adviseOwner;
        this.clock = clock;
        this.traces = traces;
        this.container = adviseOwner.container();
    }

    /** Decides about the drop that this version of a trigger completes. */
    public HandlerResult accept(SeenBlob blob) {
        DropTrigger trigger = blob.asTrigger(container);
        return inTurn(trigger.submission(), () -> {
            Optional<DropDecisionStore.Entry> entry = decisions.find(trigger.submission());
            return entry.isPresent() ? repeated(entry.get()) : decide(null, trigger, blob, 0);
        });
    }

    private HandlerResult repeated(DropDecisionStore.Entry entry) {
        if (!(entry.submission() instanceof Submission.Waiting)) {
            decisions.repeated();
        }
        return again(entry, 0);
    }

    /** Looks at a waiting drop because a scheduled recheck is due. */
    public HandlerResult lookAgain(SubmissionCommand.LookAgain command) {
        return look(command.submission(), command.looks());
    }

    /** Looks at a waiting drop because a blob arrived. */
    public HandlerResult lookNow(SubmissionId submission) {
        return look(submission, -1);
    }

    /** Rejects a drop about which every attempt to decide fails; announces an existing decision again. */
    HandlerResult giveUp(SeenBlob blob) {
        return giveUp(blob.asTrigger(container), DropRefusals.undecidable());
    }

    /** Rejects a drop whose trigger not even the properties can be read of, now and ever. */
    HandlerResult refuse(String path, String etag, LastingFailureException failure) {
        return giveUp(new DropTrigger(container, path, etag, clock.instant()), DropRefusals.lasting(failure.words()));
    }

    private HandlerResult giveUp(DropTrigger trigger, Failure failure) {
        return inTurn(
                trigger.submission(),
                () -> decisions
                        .find(trigger.submission())
                        .map(this::giveUp)
                        .orElseGet(() -> reject(null, trigger, failure)));
    }

    /** Rejects a waiting drop about which every attempt to decide fails. */
    HandlerResult giveUp(SubmissionId waiting) {
        return inTurn(waiting, () -> decisions.find(waiting).map(this::giveUp).orElse(HandlerResult.none()));
    }

    /** Rejects a drop that waits, because somebody wants it to be cancelled; what is decided stays. */
    public HandlerResult cancel(CancelRequested fact) {
        return inTurn(
                fact.submission(),
                () -> decisions
                        .find(fact.submission())
                        .filter(entry -> entry.submission() instanceof Submission.Waiting)
                        .map(entry -> reject(
                                entry,
                                entry.submission().trigger(),
                                fact.request().beforeAcceptance()))
                        .orElse(HandlerResult.none()));
    }

    /** Passes on the wish that a drop be cancelled, or fulfils it at once for a drop that waits. */
    HandlerResult cancel(DropTrigger trigger, CancelRequest request) {
        CancelRequested asked = new CancelRequested(trigger.submission(), trigger.folder(), trigger, request);
        boolean accepted = decisions
                .find(trigger.submission())
                .filter(entry -> entry.submission() instanceof Submission.Accepted)
                .isPresent();
        return accepted ? HandlerResult.announce(asked) : cancel(asked);
    }

    private HandlerResult inTurn(SubmissionId submission, Supplier<HandlerResult> decision) {
        return locks.with(submission, () -> traces.within(TraceStep.deciding(submission), decision));
    }

    private HandlerResult giveUp(DropDecisionStore.Entry entry) {
        Submission submission = entry.submission();
        return submission instanceof Submission.Waiting
                ? reject(entry, submission.trigger(), DropRefusals.undecidable())
                : decisions.settled(submission);
    }

    private HandlerResult look(SubmissionId submission, int looks) {
        return inTurn(submission, () -> {
            Optional<DropDecisionStore.Entry> entry = decisions.find(submission);
            if (entry.isEmpty()) {
                decisions.stopWaiting(submission);
                return HandlerResult.none();
            }
            return again(entry.get(), looks);
        });
    }

    private HandlerResult again(DropDecisionStore.Entry entry, int looks) {
        return switch (entry.submission()) {
            case Submission.Waiting waiting -> decide(entry, waiting.trigger(), waiting.triggerBlob(), looks);
            case Submission.Accepted accepted -> decisions.settled(accepted);
            case Submission.Rejected rejected -> decisions.settled(rejected);
        };
    }

    /** @param looks how many rechecks were done; negative for an unscheduled look, which schedules no other */
    private HandlerResult decide(
            DropDecisionStore.@Nullable Entry before, DropTrigger trigger, SeenBlob blob, int looks) {
        decisions.lookBegins(trigger.submission());
        try {
            return judged(before, trigger, blob, looks);
        } catch (LastingFailureException e) {
            return reject(before, trigger, DropRefusals.lasting(e.words()));
        }
    }

    private HandlerResult judged(
            DropDecisionStore.@Nullable Entry before, DropTrigger trigger, SeenBlob blob, int looks) {
        return switch (traces.part("judge", () -> judge.judge(trigger, blob))) {
            case DropVerdict.NoDrop nothing -> HandlerResult.none();
            case DropVerdict.NotStarted(String advice) -> adviseOwner.advise(blob, advice);
            case DropVerdict.Refused(Failure failure) -> reject(before, trigger, failure);
            case DropVerdict.Complete(Workload workload, DropContents contents) ->
                plan(before, trigger, workload, contents);
            case DropVerdict.Incomplete(List<MissingInput> missing, Instant deadline) ->
                clock.instant().isBefore(deadline)
                        ? await(before, new Wait(trigger, blob, missing, deadline, looks))
                        : reject(before, trigger, DropRefusals.stillMissing(missing));
        };
    }

    private HandlerResult plan(
            DropDecisionStore.@Nullable Entry before, DropTrigger trigger, Workload workload, DropContents contents) {
        return switch (traces.part("plan", () -> planner.plan(trigger, workload, contents))) {
            case PlanDrop.Outcome.Refused(Failure failure) -> reject(before, trigger, failure);
            case PlanDrop.Outcome.Planned(Plan plan) -> accept(before, plan);
        };
    }

    private HandlerResult accept(DropDecisionStore.@Nullable Entry before, Plan plan) {
        SubmissionAccepted accepted = new SubmissionAccepted(
                plan.submission(),
                plan.trigger().folder(),
                plan.trigger(),
                clock.instant(),
                planner.pathOf(plan.submission()),
                plan.levels(),
                plan.workload().priority(),
                plan.inputCount(),
                plan.inputBytes(),
                plan.toldMapLevel(),
                plan.rounds());
        return decisions.accepted(before, accepted);
    }

    private HandlerResult reject(DropDecisionStore.@Nullable Entry before, DropTrigger trigger, Failure failure) {
        SubmissionRejected rejected = new SubmissionRejected(trigger.submission(), trigger.folder(), trigger, failure);
        return decisions.rejected(before, rejected);
    }

    private record Wait(DropTrigger trigger, SeenBlob blob, List<MissingInput> missing, Instant deadline, int looks) {

        Submission.Waiting submission() {
            List<String> names =
                    missing.stream().limit(NAMED).map(MissingInput::describe).toList();
            return new Submission.Waiting(
                    new SubmissionWaiting(
                            trigger.submission(), trigger.folder(), trigger, names, missing.size(), deadline),
                    blob);
        }

        DropDecisionStore.WaitingDrop drop() {
            return new DropDecisionStore.WaitingDrop(trigger.submission(), trigger.prefix(), deadline);
        }

        /** An unscheduled look. */
        SubmissionCommand lookAtOnce(Instant now) {
            return SubmissionCommand.LookAgain.atOnce(trigger.submission(), now);
        }

        SubmissionCommand nextLook(Instant now) {
            Instant time = RecheckSchedule.nextLook(looks, now, deadline);
            return SubmissionCommand.LookAgain.at(time, trigger.submission(), looks + 1);
        }
    }

    private HandlerResult await(DropDecisionStore.@Nullable Entry before, Wait wait) {
        HandlerResult announced = decisions.waiting(before, wait.submission());
        if (!decisions.lookEnds(wait.drop(), wait.missing())) {
            announced = announced.and(HandlerResult.command(wait.lookAtOnce(clock.instant())));
        }
        return wait.looks() < 0 ? announced : announced.and(HandlerResult.command(wait.nextLook(clock.instant())));
    }
}
