package io.dropbatch.results.domain.status;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.event.JobPaused;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.event.JobResumed;
import io.dropbatch.model.event.JobRetried;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.JobStarted;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.QueueMoved;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.plan.LevelRole;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.model.result.PauseState;
import io.dropbatch.model.result.PoolQuote;
import io.dropbatch.model.result.QueuePlace;
import io.dropbatch.results.domain.JobOutcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the events of a submission into the content of its {@code _status.json}. */
public record StatusStory(SubmissionId submission, String workload, DropTrigger trigger, Instant now) {

    private static final int NAMED = 3;
    private static final String UNITS = "kMGTP";

    public DropStatus waiting(SubmissionWaiting fact) {
        String named = String.join(", ", fact.missing().stream().limit(NAMED).toList());
        String message = "Waiting for %s of the manifest: %s%s. The drop is rejected if not all have arrived by %s."
                .formatted(
                        count(fact.missingCount(), "input"),
                        named,
                        fact.missingCount() > NAMED ? " and others" : "",
                        fact.deadline().truncatedTo(ChronoUnit.SECONDS));
        return status(State.WAITING, message)
                .missing(fact.missing(), fact.missingCount())
                .build();
    }

    public DropStatus accepted(SubmissionAccepted fact) {
        if (fact.mapLevel() != null) {
            String message = "Accepted: %s to be split first; how many tasks that makes is known then."
                    .formatted(count(fact.inputs(), "input"));
            return status(State.ACCEPTED, message).build();
        }
        int merges = fact.order().perRound() - 1;
        String message = "Accepted: %s from %s%s%s."
                .formatted(
                        count(fact.levels().getFirst(), "task"),
                        count(fact.inputs(), "input"),
                        merges == 0 ? "" : ", brought together in " + count(merges, "merge round"),
                        fact.rounds() == null ? "" : ", in at most " + fact.rounds() + " rounds of both");
        return status(State.ACCEPTED, message).build();
    }

    /** @param next the job of the attempt that begins */
    public DropStatus retried(JobId next, UserRequest request) {
        String message = "Attempt %d begins, asked for by %s: what is verified is taken over, the rest runs."
                .formatted(next.attempt(), request.by());
        return status(State.ACCEPTED, message).job(next).build();
    }

    /** @param before as last heard */
    public DropStatus paused(JobPaused fact, DropStatus before) {
        String message =
                "Paused by %s at %s: no further task starts until it is resumed, those that run are left to end."
                        .formatted(fact.request().by(), fact.request().at().truncatedTo(ChronoUnit.SECONDS));
        return before.with(new PauseState(true, fact.request()), message, now);
    }

    /** @param before as last heard */
    public DropStatus resumed(JobResumed fact, DropStatus before) {
        String message = "Resumed by %s at %s."
                .formatted(fact.request().by(), fact.request().at().truncatedTo(ChronoUnit.SECONDS));
        return before.with(new PauseState(false, fact.request()), message, now);
    }

    /** @param fact says how much is taken over */
    public DropStatus retried(JobRetried fact) {
        String by = fact.request().by();
        int attempt = fact.job().attempt();
        String message = fact.splitsAgain()
                ? "Attempt %d splits the drop again, asked for by %s; how many tasks that makes is known then."
                        .formatted(attempt, by)
                : "Attempt %d runs %s%s, asked for by %s; what was verified before is taken over."
                        .formatted(attempt, fact.rounds() == null ? "" : "at most ", count(fact.tasks(), "task"), by);
        return status(State.ACCEPTED, message).job(fact.job()).build();
    }

    public DropStatus rejected(SubmissionRejected fact) {
        return status(State.REJECTED, fact.failure().message())
                .failure(fact.failure())
                .build();
    }

    public DropStatus queued(JobQueued fact) {
        String message = "In the queue at position %d: %s"
                .formatted(fact.position(), fact.reason().message());
        return status(State.QUEUED, message).job(fact.job()).build();
    }

    public DropStatus moved(QueueMoved fact) {
        QueuePlace place = fact.place();
        String message = "In the queue at position %d of %d: %s"
                .formatted(place.position(), place.waiting(), fact.reason().message());
        return status(State.QUEUED, message).job(fact.job()).queue(place).build();
    }

    /** @param quote what is known of the pool */
    public DropStatus scheduled(JobScheduled fact, @Nullable PoolQuote quote) {
        int tasks = fact.tasks() - fact.carriedTasks();
        Progress progress = new Progress(
                fact.level(),
                fact.levels().size(),
                fact.tasks(),
                fact.carriedTasks(),
                0,
                fact.mapLevel(),
                fact.rounds());
        if (fact.level() > 0) {
            return status(State.RUNNING, onBatch(fact, tasks))
                    .job(fact.job())
                    .progress(progress)
                    .build();
        }
        String nodes = quote == null ? "a node" : "one of at most " + CostWords.pool(quote);
        String waiting =
                progress.role().kind() == LevelRole.Kind.SPLIT ? "the task that splits the drop" : count(tasks, "task");
        String message = "On Batch: %s %s for %s.".formatted(waiting, tasks == 1 ? "waits" : "wait", nodes);
        return status(State.SCHEDULED, message)
                .job(fact.job())
                .progress(progress)
                .build();
    }

    /** @param tasks those that are not taken over */
    private static String onBatch(JobScheduled fact, int tasks) {
        LevelRole role = fact.order().role(fact.level());
        String counted = count(tasks, "task");
        String ofRound = ofRound(role, fact.rounds());
        if (role.kind() == LevelRole.Kind.MERGE) {
            return ofRound
                    + "%s round %d of %d is on Batch: %s."
                            .formatted(ofRound.isEmpty() ? "Merge" : "merge", role.merge(), role.merges(), counted);
        }
        String onBatch = (tasks == 1 ? counted + " is" : counted + " are") + " on Batch.";
        return (ofRound.isEmpty() ? "The drop is split: " : ofRound) + onBatch;
    }

    /** @param rounds how many there are at most */
    private static String ofRound(LevelRole role, @Nullable Integer rounds) {
        return role.round() == null ? "" : "Round %d of at most %d: ".formatted(role.round(), rounds);
    }

    /** @param before as last heard: it counts what a retried job takes over */
    public DropStatus started(JobStarted fact, DropStatus before) {
        Progress known = before.progress();
        if (known != null && known.level() == fact.level() && fact.job().equals(before.job())) {
            return running(fact.job(), known);
        }
        return running(
                fact.job(),
                new Progress(fact.level(), fact.levels(), fact.tasks(), 0, 0, fact.mapLevel(), fact.rounds()));
    }

    public DropStatus progressed(JobProgressed fact) {
        return running(
                fact.job(),
                new Progress(
                        fact.level(),
                        fact.levels(),
                        fact.total(),
                        fact.completed(),
                        fact.failed(),
                        fact.mapLevel(),
                        fact.rounds()));
    }

    public DropStatus completed(LevelCompleted fact) {
        return running(
                fact.job(),
                new Progress(
                        fact.level(),
                        fact.levels(),
                        fact.tasks(),
                        fact.succeeded() + fact.failed(),
                        fact.failed(),
                        fact.mapLevel(),
                        fact.rounds()));
    }

    /** @param before as last heard */
    public DropStatus stuck(JobStuck fact, DropStatus before) {
        String message = "No progress at the moment: " + fact.reason().message();
        return status(before.state() == State.RUNNING ? State.RUNNING : State.SCHEDULED, message)
                .job(fact.job())
                .progress(before.progress())
                .failure(fact.reason())
                .build();
    }

    /**
     * @param progress as last heard
     * @param late the files that came too late to be used
     */
    public DropStatus ended(JobOutcome outcome, @Nullable Progress progress, LateInputs late) {
        return switch (outcome) {
            case JobOutcome.Ready ready ->
                ready(ready).progress(progress).late(late).build();
            case JobOutcome.Partial partial ->
                partial(partial).progress(progress).late(late).build();
            case JobOutcome.Failed failed ->
                failed(failed).progress(progress).late(late).build();
        };
    }

    private DropStatusBuilder ready(JobOutcome.Ready outcome) {
        String message = "Done: %s, %s, verified and listed in %s."
                .formatted(count(outcome.outputs(), "output"), size(outcome.bytes()), outcome.manifest());
        return status(State.READY, message).job(outcome.job()).manifest(outcome.manifest());
    }

    private DropStatusBuilder partial(JobOutcome.Partial outcome) {
        JobOutcome.Ready result = outcome.result();
        String message = "Partial: %s, %s, verified and listed in %s. %s"
                .formatted(
                        count(result.outputs(), "output"),
                        size(result.bytes()),
                        result.manifest(),
                        outcome.missing().failure().message());
        return status(State.PARTIAL, message)
                .job(outcome.job())
                .manifest(result.manifest())
                .failure(outcome.missing().failure())
                .missingTasks(outcome.missing().tasks())
                .causes(outcome.missing().causes());
    }

    private DropStatusBuilder failed(JobOutcome.Failed outcome) {
        return status(State.FAILED, outcome.failure().message())
                .job(outcome.job())
                .manifest(outcome.manifest())
                .failure(outcome.failure())
                .causes(outcome.why().causes());
    }

    /** The first status of every submission: any event is later. */
    public DropStatus received() {
        return status(State.WAITING, "Received.").build();
    }

    private DropStatus running(JobId job, Progress progress) {
        LevelRole role = progress.role();
        String doing = switch (role.kind()) {
            case SPLIT -> "Splitting";
            case MAP -> "Running";
            case MERGE -> "Merging, round " + role.merge();
        };
        String ofRound = ofRound(role, progress.rounds());
        String failed = progress.failed() == 0 ? "" : ", " + progress.failed() + " of them failed";
        String message = "%s%s: %d of %s done%s."
                .formatted(
                        ofRound,
                        ofRound.isEmpty() ? doing : doing.toLowerCase(Locale.ROOT),
                        progress.completed(),
                        count(progress.total(), "task"),
                        failed);
        return status(State.RUNNING, message).job(job).progress(progress).build();
    }

    private DropStatusBuilder status(State state, String message) {
        return new DropStatusBuilder(this, state, message);
    }

    private static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        int unit = Math.min(UNITS.length(), (int) Math.log10(bytes) / 3);
        return String.format(Locale.ROOT, "%.1f %cB", bytes / Math.pow(1000, unit), UNITS.charAt(unit - 1));
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
