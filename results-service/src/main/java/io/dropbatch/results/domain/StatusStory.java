package io.dropbatch.results.domain;

import io.dropbatch.model.drop.Trigger;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import io.dropbatch.model.result.DropStatus.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a submission's story in the words of its {@code _status.json}. */
public record StatusStory(SubmissionId submission, String workload, Trigger trigger, Instant now) {

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
        return status(State.WAITING, message, null, null, fact.missing(), fact.missingCount(), null, null);
    }

    public DropStatus accepted(SubmissionAccepted fact) {
        int levels = fact.levels().size();
        String message = "Accepted: %s from %s%s."
                .formatted(
                        count(fact.levels().getFirst(), "task"),
                        count(fact.inputs(), "input"),
                        levels == 1 ? "" : ", brought together in " + count(levels - 1, "merge round"));
        return status(State.ACCEPTED, message);
    }

    public DropStatus rejected(SubmissionRejected fact) {
        return status(State.REJECTED, fact.failure().message(), null, null, List.of(), 0, null, fact.failure());
    }

    public DropStatus queued(JobQueued fact) {
        String message = "In the queue at position %d: %s"
                .formatted(fact.position(), fact.reason().message());
        return status(State.QUEUED, message, fact.job(), null, List.of(), 0, null, null);
    }

    public DropStatus scheduled(JobScheduled fact) {
        return running(fact.job(), new Progress(fact.level(), fact.levels().size(), fact.tasks(), 0, 0));
    }

    public DropStatus progressed(JobProgressed fact) {
        return running(
                fact.job(), new Progress(fact.level(), fact.levels(), fact.total(), fact.completed(), fact.failed()));
    }

    public DropStatus completed(LevelCompleted fact) {
        return running(
                fact.job(),
                new Progress(
                        fact.level(), fact.levels(), fact.tasks(), fact.succeeded() + fact.failed(), fact.failed()));
    }

    /** @param progress as last heard */
    public DropStatus stuck(JobStuck fact, @Nullable Progress progress) {
        String message = "No progress at the moment: " + fact.reason().message();
        return status(State.RUNNING, message, fact.job(), progress, List.of(), 0, null, fact.reason());
    }

    /** @param progress as last heard */
    public DropStatus ended(Outcome outcome, @Nullable Progress progress) {
        return switch (outcome) {
            case Outcome.Ready ready ->
                status(
                        State.READY,
                        "Done: %s, %s, verified and listed in %s."
                                .formatted(count(ready.outputs(), "output"), size(ready.bytes()), ready.manifest()),
                        ready.job(),
                        progress,
                        List.of(),
                        0,
                        ready.manifest(),
                        null);
            case Outcome.Failed failed ->
                status(
                        State.FAILED,
                        failed.failure().message(),
                        failed.job(),
                        progress,
                        List.of(),
                        0,
                        failed.manifest(),
                        failed.failure());
        };
    }

    /** The beginning of every story: anything that is heard comes later. */
    public DropStatus received() {
        return status(State.WAITING, "Received.");
    }

    private DropStatus running(JobId job, Progress progress) {
        String doing = progress.level() == 0 ? "Running" : "Merging, round " + progress.level();
        String failed = progress.failed() == 0 ? "" : ", " + progress.failed() + " of them failed";
        String message =
                "%s: %d of %s done%s.".formatted(doing, progress.completed(), count(progress.total(), "task"), failed);
        return status(State.RUNNING, message, job, progress, List.of(), 0, null, null);
    }

    private DropStatus status(State state, String message) {
        return status(state, message, null, null, List.of(), 0, null, null);
    }

    private DropStatus status(
            State state,
            String message,
            @Nullable JobId job,
            @Nullable Progress progress,
            List<String> missing,
            int missingCount,
            @Nullable String manifest,
            @Nullable Failure failure) {
        return new DropStatus(
                DropStatus.SCHEMA,
                submission,
                workload,
                state,
                message,
                now,
                trigger.uploadedAt(),
                job,
                progress,
                missing,
                missingCount,
                manifest,
                failure);
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
