package io.dropbatch.cli.client.event;

import io.dropbatch.codec.EventCodec;
import io.dropbatch.codec.EventEnvelope;
import io.dropbatch.codec.UnknownTypeException;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.event.CancelLocated;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobClosed;
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
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputPartial;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.PauseRequested;
import io.dropbatch.model.event.QueueMoved;
import io.dropbatch.model.event.ResumeRequested;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.SplitRefused;
import io.dropbatch.model.event.SplitVerified;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionHinted;
import io.dropbatch.model.event.SubmissionReceived;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.model.event.TaskCancelled;
import io.dropbatch.model.event.TaskCompleted;
import io.dropbatch.model.outcome.Failure;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Prints events for people, one line each, or as they are. */
final class EventPrinter {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final PrintStream out;
    private final boolean json;

    EventPrinter(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** @param event as it was announced */
    void print(byte[] event) {
        out.println(json ? new String(event, StandardCharsets.UTF_8) : line(event));
        out.flush();
    }

    private static String line(byte[] announced) {
        try {
            EventEnvelope event = EventCodec.read(announced);
            DomainEvent data = event.data();
            return "%s  %-20s %s  %s"
                    .formatted(TIME.format(event.time()), shortType(data), data.submission(), words(data));
        } catch (UnreadableException | UnknownTypeException e) {
            return "unreadable event: " + e.getMessage();
        }
    }

    private static String shortType(DomainEvent data) {
        return data.type().value().replace("io.dropbatch.", "").replaceFirst("\\.v\\d+$", "");
    }

    private static String words(DomainEvent data) {
        return switch (data) {
            case SubmissionHinted hinted -> hinted.message().replaceAll("\\p{Cntrl}", " ");
            case SubmissionReceived received -> "waits for its job until " + TIME.format(received.sealedBy());
            case SubmissionWaiting waiting -> "waits for " + waiting.missingCount() + " inputs";
            case SubmissionAccepted accepted ->
                (accepted.mapLevel() == null ? accepted.levels().getFirst() + " tasks" : "to be split") + " from "
                        + accepted.inputs() + " inputs"
                        + (accepted.rounds() == null ? "" : ", in at most " + accepted.rounds() + " rounds");
            case SubmissionRejected rejected -> words(rejected.failure());
            case CancelRequested requested -> words(requested);
            case CancelLocated located ->
                located.task() + " " + words(located.request().ofFile());
            case SplitVerified verified -> "the drop is split, its tasks are to be planned";
            case SplitPlanned planned ->
                planned.levels().get(planned.mapLevel()) + " tasks from " + planned.parts() + " parts";
            case SplitRefused refused -> words(refused.failure());
            case JobCancelled cancelled -> words(cancelled.request().failure());
            case TaskCancelled cancelled ->
                cancelled.task() + " " + words(cancelled.request().ofFile());
            case RetryRequested requested ->
                "asked for by " + requested.request().by();
            case PauseRequested requested ->
                "asked for by " + requested.request().by();
            case ResumeRequested requested ->
                "asked for by " + requested.request().by();
            case JobPaused paused -> "asked for by " + paused.request().by();
            case JobResumed resumed -> "asked for by " + resumed.request().by();
            case JobRetried retried ->
                "attempt " + retried.job().attempt()
                        + (retried.splitsAgain()
                                ? " splits the drop"
                                : " runs " + (retried.rounds() == null ? "" : "at most ") + retried.tasks() + " tasks")
                        + ", asked for by "
                        + retried.request().by();
            case JobQuoted quoted ->
                quoted.quote().nodes() + " nodes of " + quoted.quote().vmSize() + ", "
                        + quoted.quote().slotsPerNode() + " slots each";
            case JobQueued queued -> "position " + queued.position() + ": " + words(queued.reason());
            case QueueMoved moved ->
                "position " + moved.place().position() + " of " + moved.place().waiting();
            case JobScheduled scheduled ->
                "level " + scheduled.level() + ", " + scheduled.tasks() + " tasks on " + scheduled.pool();
            case JobStarted started -> "the first of " + started.tasks() + " tasks has begun";
            case JobProgressed progressed ->
                progressed.completed() + "/" + progressed.total() + " on level " + progressed.level();
            case JobStuck stuck -> words(stuck.reason());
            case JobMetered metered ->
                metered.receipt().spent().toPlainString() + " "
                        + metered.receipt().currency();
            case JobClosed closed -> closed.failure() == null ? "" : words(closed.failure());
            case LevelCompleted completed ->
                "level " + completed.level() + ", " + completed.succeeded() + " of " + completed.tasks() + " succeeded";
            case LevelVerified verified ->
                "level " + verified.level() + (verified.sound() ? " is sound" : " is not sound");
            case TaskCompleted completed ->
                completed.task() + (completed.failure() == null ? "" : " " + words(completed.failure()));
            case OutputReady ready ->
                ready.outputs() + " outputs, " + ready.bytes() + " bytes: " + ready.container() + "/"
                        + ready.manifest();
            case OutputPartial partial ->
                partial.outputs() + " outputs without " + partial.missingTasks() + " tasks: "
                        + words(partial.failure());
            case OutputFailed failed -> words(failed.failure());
        };
    }

    private static String words(CancelRequested requested) {
        if (requested.submission().isRolling()) {
            return "all files of the job, asked for by " + requested.request().by();
        }
        return words(
                requested.trigger().completesDrop()
                        ? requested.request().failure()
                        : requested.request().ofFile());
    }

    private static String words(Failure failure) {
        return (failure.code().value() + ": " + failure.message()).replaceAll("\\p{Cntrl}", " ");
    }
}
