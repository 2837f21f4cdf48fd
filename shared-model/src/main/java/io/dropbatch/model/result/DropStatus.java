package io.dropbatch.model.result;

import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCause;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.LevelOrder;
import io.dropbatch.model.plan.LevelRole;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The status of a drop, kept as {@code _status.json} beside its trigger.
 *
 * @param message for a person: what is going on or what went wrong and what to do
 * @param missing listed inputs that have not arrived, at most 100 of them
 * @param missingCount how many have not arrived
 * @param triggerUploadedAt tells an older submission of the same trigger from a newer one
 * @param manifest path of the result manifest within the outputs container
 * @param missingTasks how many tasks failed without failing the job; absent when none did
 * @param causes why tasks failed, the most frequent reason first, at most five
 * @param notes for a person: how the drop was understood; statuses of earlier versions have none
 * @param ignored files of the drop that are no inputs
 * @param lateInputs files that came after the drop was accepted, known when it has ended
 * @param queue where the job stands in the queue, while it does
 * @param quote the pool and, where prices are known, what it costs; present once it is chosen
 * @param receipt what the job has cost; present once something was counted
 * @param answer why nothing came of what was last asked for by a blob such as {@code _RETRY}; absent while all has come
 * @param pause whether it pauses, and who asked last; absent while nobody has
 * @param attempt of a file by itself that was tried again: which try this is about, from 2; of a drop the job tells
 */
public record DropStatus(
        String schema,
        SubmissionId submission,
        String workload,
        State state,
        String message,
        Instant updatedAt,
        Instant triggerUploadedAt,
        @Nullable JobId job,
        @Nullable Progress progress,
        List<String> missing,
        int missingCount,
        @Nullable String manifest,
        @Nullable Failure failure,
        @Nullable Integer missingTasks,
        List<FailureCause> causes,
        List<String> notes,
        IgnoredFiles ignored,
        LateInputs lateInputs,
        @Nullable QueuePlace queue,
        @Nullable PoolQuote quote,
        @Nullable CostReceipt receipt,
        @Nullable UserAnswer answer,
        @Nullable PauseState pause,
        @Nullable Integer attempt) {

    public static final String SCHEMA = "dropbatch/status/v1";

    /**
     * The states in the order in which a submission passes them; a later one is never overwritten by an earlier one.
     */
    public enum State {
        /** A file looks like a trigger and starts nothing; any status of a submission takes the place of this one. */
        NOT_STARTED,
        WAITING,
        ACCEPTED,
        QUEUED,

        /** On Batch, but no task has begun yet. */
        SCHEDULED,
        RUNNING,
        READY,
        PARTIAL,
        FAILED,
        REJECTED;

        public boolean isFinal() {
            return compareTo(READY) >= 0;
        }
    }

    /**
     * @param level from 0; {@code completed} and {@code failed} count tasks of this level
     * @param mapLevel which level is the map; absent for the first
     * @param rounds how many rounds of map and merge the levels are, at most; absent when they are passed once
     */
    public record Progress(
            int level,
            int levels,
            int total,
            int completed,
            int failed,
            @Nullable Integer mapLevel,
            @Nullable Integer rounds) {

        /** The progress of a job whose first level is the map. */
        public Progress(int level, int levels, int total, int completed, int failed) {
            this(level, levels, total, completed, failed, null, null);
        }

        /** What the tasks of the level are there for. */
        public LevelRole role() {
            return order().role(level);
        }

        /** What each level is there for. */
        public LevelOrder order() {
            return LevelOrder.of(levels, mapLevel, rounds);
        }
    }

    public DropStatus {
        missing = List.copyOf(missing);
        // Rows that an earlier version wrote have none.
        causes = List.copyOf(Objects.requireNonNullElse(causes, List.of()));
        notes = notes == null ? List.of() : List.copyOf(notes);
        ignored = ignored == null ? IgnoredFiles.NONE : ignored;
        lateInputs = lateInputs == null ? LateInputs.NONE : lateInputs;
    }

    /** A status that says nothing of queue and costs. */
    public DropStatus(
            String schema,
            SubmissionId submission,
            String workload,
            State state,
            String message,
            Instant updatedAt,
            Instant triggerUploadedAt,
            @Nullable JobId job,
            @Nullable Progress progress,
            List<String> missing,
            int missingCount,
            @Nullable String manifest,
            @Nullable Failure failure,
            @Nullable Integer missingTasks,
            List<FailureCause> causes,
            List<String> notes,
            IgnoredFiles ignored,
            LateInputs lateInputs) {
        this(
                schema,
                submission,
                workload,
                state,
                message,
                updatedAt,
                triggerUploadedAt,
                job,
                progress,
                missing,
                missingCount,
                manifest,
                failure,
                missingTasks,
                causes,
                notes,
                ignored,
                lateInputs,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** This status of another try of a file by itself. */
    public DropStatus withAttempt(int number) {
        return new DropStatus(
                schema,
                submission,
                workload,
                state,
                message,
                updatedAt,
                triggerUploadedAt,
                job,
                progress,
                missing,
                missingCount,
                manifest,
                failure,
                missingTasks,
                causes,
                notes,
                ignored,
                lateInputs,
                queue,
                quote,
                receipt,
                answer,
                pause,
                number);
    }

    /** This status with what is known of the drop's files. */
    public DropStatus withFiles(List<String> understood, IgnoredFiles leftOut, LateInputs late) {
        return new DropStatus(
                schema,
                submission,
                workload,
                state,
                message,
                updatedAt,
                triggerUploadedAt,
                job,
                progress,
                missing,
                missingCount,
                manifest,
                failure,
                missingTasks,
                causes,
                understood,
                leftOut,
                late,
                queue,
                quote,
                receipt,
                answer,
                pause,
                attempt);
    }

    /** This status with what the job's pool costs. */
    public DropStatus with(PoolQuote newQuote) {
        return with(newQuote, receipt, answer, pause);
    }

    /** This status with what the job has cost. */
    public DropStatus with(CostReceipt newReceipt) {
        return with(quote, newReceipt, answer, pause);
    }

    /** This status with why nothing came of what was asked for. */
    public DropStatus with(UserAnswer newAnswer) {
        return with(quote, receipt, newAnswer, pause);
    }

    /** Whether no further task starts because somebody asked for it. Named so that it is no field of the JSON. */
    public boolean pauses() {
        return pause != null && pause.paused() && !state.isFinal();
    }

    /**
     * Whether it has no result because somebody ended it. A partial result stands, though the tasks that it is without may
     * have been ended one by one.
     */
    public boolean wasCancelled() {
        return (state == State.FAILED || state == State.REJECTED)
                && failure != null
                && failure.code() == FailureCode.CANCELLED;
    }

    /** This status of a drop that pauses or goes on. */
    public DropStatus with(PauseState newPause, String words, Instant now) {
        return new DropStatus(
                schema,
                submission,
                workload,
                state,
                words,
                now,
                triggerUploadedAt,
                job,
                progress,
                missing,
                missingCount,
                manifest,
                failure,
                missingTasks,
                causes,
                notes,
                ignored,
                lateInputs,
                queue,
                quote,
                receipt,
                answer,
                newPause,
                attempt);
    }

    /** This status with quote, receipt, answer and pause of an earlier one, unless it has its own. */
    public DropStatus keeping(DropStatus earlier) {
        return with(
                quote == null ? earlier.quote : quote,
                receipt == null ? earlier.receipt : receipt,
                answer == null ? earlier.answer : answer,
                pause == null ? earlier.pause : pause);
    }

    private DropStatus with(
            @Nullable PoolQuote anyQuote,
            @Nullable CostReceipt anyReceipt,
            @Nullable UserAnswer anyAnswer,
            @Nullable PauseState anyPause) {
        return new DropStatus(
                schema,
                submission,
                workload,
                state,
                message,
                updatedAt,
                triggerUploadedAt,
                job,
                progress,
                missing,
                missingCount,
                manifest,
                failure,
                missingTasks,
                causes,
                notes,
                ignored,
                lateInputs,
                queue,
                anyQuote,
                anyReceipt,
                anyAnswer,
                anyPause,
                attempt);
    }
}
