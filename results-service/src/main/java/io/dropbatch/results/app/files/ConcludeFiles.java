package io.dropbatch.results.app.files;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.CancelLocated;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.TaskCancelled;
import io.dropbatch.model.event.TaskCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.lock.StripedLock;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.retry.Backoff;
import io.dropbatch.results.app.OutcomeContext;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.port.OutcomeEntry;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.results.app.port.TaskRecords;
import io.dropbatch.results.domain.ConcludedDrop;
import io.dropbatch.results.domain.FileOutcome;
import io.dropbatch.results.domain.JobOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives each file of a rolling job its outcome: as soon as its task has ended, and at the end of the job if the event
 * about its task was lost.
 */
public final class ConcludeFiles {

    private static final Backoff RETRY_AFTER = Backoff.doubling(Duration.ofSeconds(10), Duration.ofMinutes(3));
    private static final int RETRIES = 20;

    /** Younger outcomes are announced again at the end of the job: the bus drops those that it has had. */
    private static final Duration DUPLICATES_DROPPED = Duration.ofMinutes(9);

    private final PlannedFiles planned;
    private final VerifyFile verifyFile;
    private final TaskRecords records;
    private final TellStatus status;
    private final OutcomeContext context;
    private final StripedLock locks = new StripedLock();

    public ConcludeFiles(
            PlannedFiles planned,
            VerifyFile verifyFile,
            TaskRecords records,
            TellStatus status,
            OutcomeContext context) {
        this.planned = planned;
        this.verifyFile = verifyFile;
        this.records = records;
        this.status = status;
        this.context = context;
    }

    /** Concludes the file whose task has ended. */
    public HandlerResult completed(TaskCompleted fact) {
        Optional<PlannedFiles.PlannedJob> job = planned.find(fact.submission());
        if (job.isEmpty()) {
            return HandlerResult.none(); // a drop whose workload is called so that the rule lets it through
        }
        TaskRecord record = new TaskRecord(
                fact.task(),
                fact.success(),
                fact.exitCode(),
                fact.node(),
                fact.startedAt(),
                fact.endedAt(),
                fact.retries(),
                fact.requeues(),
                fact.failure());
        Plan plan = job.get().plan();
        DropTrigger file = job.get().file(fact.task().index());
        boolean[] isNew = new boolean[1];
        FileOutcome outcome = conclude(file, fact.job(), () -> {
            isNew[0] = true;
            return verify(plan, fact.job(), file, record);
        });
        if (!isNew[0]) {
            context.telemetry().repeated(fact);
        }
        return announce(outcome, fact.task().index());
    }

    /** Concludes all files of a job whose tasks have ended. */
    public HandlerResult completed(LevelCompleted level) {
        PlannedFiles.PlannedJob job = required(level.submission());
        Map<Integer, TaskRecord> ended = recordsOf(level);
        Failure unaccounted = level.failure() == null ? unknownEnd() : level.failure();
        HandlerResult result = concludeAll(job, level.job(), index -> {
            DropTrigger file = job.file(index);
            @Nullable TaskRecord record = ended.get(index);
            return record == null
                    ? fail(job.plan(), level.job(), file, unaccounted)
                    : verify(job.plan(), level.job(), file, record);
        });
        return result.and(HandlerResult.announce(over(job.plan(), level.job())));
    }

    /** Fails the files of a job that was closed before its tasks had ended. */
    public HandlerResult closed(JobClosed fact) {
        @Nullable Failure failure = fact.failure();
        if (failure == null) {
            return HandlerResult.none();
        }
        PlannedFiles.PlannedJob job = required(fact.submission());
        return concludeAll(job, fact.job(), index -> fail(job.plan(), fact.job(), job.file(index), failure));
    }

    /** Cancels one file of a job, unless it has its outcome or is about to have it; the others go on. */
    public HandlerResult cancelled(CancelLocated fact) {
        PlannedFiles.PlannedJob job = required(fact.submission());
        int index = fact.task().index();
        return cancel(job, fact.job(), index, fact.request())
                .map(outcome -> announce(outcome, index).and(ending(outcome, fact)))
                .orElse(HandlerResult.none());
    }

    private static HandlerResult ending(FileOutcome outcome, CancelLocated fact) {
        return outcome.isCancelled()
                ? HandlerResult.announce(
                        new TaskCancelled(fact.submission(), fact.workload(), fact.job(), fact.task(), fact.request()))
                : HandlerResult.none();
    }

    /** Cancels the files of a job that have no outcome yet, and the job with them. */
    HandlerResult cancelled(JobId id, CancelRequest request) {
        PlannedFiles.PlannedJob job = required(id.submission());
        List<FileOutcome> outcomes = IntStream.rangeClosed(1, job.files().size())
                .mapToObj(index -> cancel(job, id, index, request))
                .flatMap(Optional::stream)
                .toList();
        if (outcomes.size() < job.files().size()) {
            // The message is delivered again.
            throw new IllegalStateException("some files of " + id + " are just being given their outcomes");
        }
        HandlerResult told = told(job, id, outcomes);
        return outcomes.stream().anyMatch(FileOutcome::isCancelled)
                ? told.and(HandlerResult.announce(new JobCancelled(
                        id.submission(), job.plan().workload().name().value(), id, request, request.at())))
                : told;
    }

    private Optional<FileOutcome> cancel(PlannedFiles.PlannedJob job, JobId id, int index, CancelRequest request) {
        DropTrigger file = job.file(index);
        return locks.with(
                file.submission(),
                () -> verifyFile
                        .before(file, id)
                        .or(() ->
                                verifyFile.cancel(job.plan(), id, file, request).map(entry -> entered(entry, null))));
    }

    /** Fails the files of a job of which there was no event for too long. */
    public HandlerResult giveUp(DropStatus last, Failure failure) {
        PlannedFiles.PlannedJob job = required(last.submission());
        JobId id = last.job() == null ? JobId.of(last.submission(), 1) : last.job();
        return concludeAll(job, id, index -> fail(job.plan(), id, job.file(index), failure))
                .and(HandlerResult.announce(over(job.plan(), id)));
    }

    /** Tries again to post the outcome of a file. */
    public HandlerResult tell(ResultsCommand.TellFile command) {
        DropTrigger file = required(command.job().submission()).file(command.index());
        return verifyFile
                .before(file, command.job())
                .map(outcome -> tell(outcome, command.index(), command.tries()))
                .orElse(HandlerResult.none());
    }

    private HandlerResult concludeAll(
            PlannedFiles.PlannedJob job, JobId id, Function<Integer, FileOutcome> conclusion) {
        return told(job, id, outcomes(job, id, conclusion));
    }

    /** The outcomes of all files of a job, in the order of its tasks. */
    private List<FileOutcome> outcomes(
            PlannedFiles.PlannedJob job, JobId id, Function<Integer, FileOutcome> conclusion) {
        return IntStream.rangeClosed(1, job.files().size())
                .mapToObj(task -> conclude(job.file(task), id, () -> conclusion.apply(task)))
                .toList();
    }

    private HandlerResult told(PlannedFiles.PlannedJob job, JobId id, List<FileOutcome> outcomes) {
        HandlerResult result = HandlerResult.none();
        int ready = 0;
        @Nullable Failure first = null;
        int task = 0;
        for (FileOutcome outcome : outcomes) {
            task++;
            ready += outcome.isReady() ? 1 : 0;
            if (first == null && outcome.outcome() instanceof JobOutcome.Failed failed) {
                first = failed.failure();
            }
            result = result.and(isRecent(outcome) ? announce(outcome, task) : tell(outcome, task, 0));
        }
        int all = outcomes.size();
        status.ended(job.plan(), id, new Progress(0, 1, all, all, all - ready), ready, ready == 0 ? first : null);
        return result;
    }

    /** The file's outcome, which stands once it is entered. */
    private FileOutcome conclude(DropTrigger file, JobId job, Supplier<FileOutcome> conclusion) {
        return locks.with(file.submission(), () -> verifyFile.before(file, job).orElseGet(conclusion));
    }

    private FileOutcome verify(Plan plan, JobId job, DropTrigger file, TaskRecord record) {
        return entered(verifyFile.verify(plan, job, file, record), record.endedAt());
    }

    private FileOutcome fail(Plan plan, JobId job, DropTrigger file, Failure failure) {
        return entered(verifyFile.fail(plan, job, file, failure), null);
    }

    /** @param end of the file's task; absent when it was not looked at */
    private FileOutcome entered(OutcomeEntry<FileOutcome> entry, @Nullable Instant end) {
        FileOutcome outcome = entry.outcome();
        if (entry.isFirst()) {
            Instant uploadedAt = outcome.file().uploadedAt();
            context.telemetry().concluded(new ConcludedDrop(outcome.submission(), outcome.outcome(), uploadedAt, end));
        }
        return outcome;
    }

    private HandlerResult announce(FileOutcome outcome, int index) {
        return HandlerResult.announce(outcome.announcement(context.container())).and(tell(outcome, index, 0));
    }

    /** If the inbox cannot be written to, the outcome is announced at once and posted later. */
    private HandlerResult tell(FileOutcome outcome, int index, int tries) {
        try {
            status.ended(outcome);
            return HandlerResult.none();
        } catch (RuntimeException storage) {
            if (tries == RETRIES) {
                throw storage;
            }
            return HandlerResult.command(new ResultsCommand.TellFile(
                    outcome.outcome().job(),
                    index,
                    tries + 1,
                    context.clock().instant().plus(RETRY_AFTER.after(tries + 1))));
        }
    }

    private boolean isRecent(FileOutcome outcome) {
        return outcome.outcome()
                .at()
                .plus(DUPLICATES_DROPPED)
                .isAfter(context.clock().instant());
    }

    private Map<Integer, TaskRecord> recordsOf(LevelCompleted level) {
        Map<Integer, TaskRecord> ended = new HashMap<>();
        try (Stream<TaskRecord> lines = records.read(level.records())) {
            lines.forEach(record -> ended.put(record.task().index(), record));
        }
        return ended;
    }

    private PlannedFiles.PlannedJob required(SubmissionId submission) {
        return planned.find(submission)
                .orElseThrow(() -> new IllegalStateException("there is no plan of files of " + submission));
    }

    /** Makes the scheduler close the job. */
    private static LevelVerified over(Plan plan, JobId job) {
        return new LevelVerified(
                plan.submission(),
                plan.workload().name().value(),
                job,
                0,
                true,
                SystemLayout.levelOutputs(job, 0),
                plan.levels());
    }

    private static Failure unknownEnd() {
        return Failure.of(
                FailureCode.PLATFORM,
                "The file's task is not in Batch's record of its job, so nobody knows how it ended.");
    }
}
