package io.dropbatch.results.app.find;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.view.DropEntry;
import io.dropbatch.model.view.DropKind;
import io.dropbatch.model.view.DropLife;
import io.dropbatch.model.view.LevelSummary;
import io.dropbatch.results.app.inspect.RecordedTasks;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.app.port.VerifiedLevels;
import io.dropbatch.results.domain.RecentValues;
import io.dropbatch.results.domain.status.DropAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells the whole life of a drop: the states that it came into, and how its levels went. */
public final class DescribeDrop {

    private final DropAccountStore accounts;
    private final AcceptedPlans plans;
    private final RecordedTasks records;
    private final VerifiedLevels verified;

    /** As of a version of the account, for pages that ask again and again. */
    private record KnownLife(String version, DropLife life) {}

    private final RecentValues<SubmissionId, KnownLife> known = new RecentValues<>();
    private final RecentValues<String, EndedTally> ended = new RecentValues<>();

    public DescribeDrop(
            DropAccountStore accounts, AcceptedPlans plans, RecordedTasks records, VerifiedLevels verified) {
        this.accounts = accounts;
        this.plans = plans;
        this.records = records;
        this.verified = verified;
    }

    /** Empty when there is no such drop. */
    public Optional<DropLife> describe(SubmissionId submission) {
        return accounts.find(submission).map(held -> describe(held.account()));
    }

    /** What a submission stands for; empty when there is none of this id. */
    public Optional<DropKind> kind(SubmissionId submission) {
        return accounts.find(submission).map(held -> DropKind.of(held.account().trigger()));
    }

    /** As {@link #describe}, but what was told of the same version of the account is told again. */
    public Optional<DropLife> describeIfChanged(SubmissionId submission) {
        return accounts.find(submission)
                .map(held -> known.find(submission)
                        .filter(told -> told.version().equals(held.version()))
                        .map(KnownLife::life)
                        .orElseGet(() -> {
                            DropLife life = describe(held.account());
                            known.put(submission, new KnownLife(held.version(), life));
                            return life;
                        }));
    }

    private DropLife describe(DropAccount account) {
        DropStatus status = account.status();
        String name = new DropEntry(account.trigger(), account.acceptedAt(), status).name();
        List<LevelSummary> levels = plans.find(status.submission())
                .map(written -> levels(ListTasks.begun(written.plan(), status), status))
                .orElse(List.of());
        return new DropLife(
                name,
                status,
                account.steps(),
                levels,
                account.cancel(),
                PossibleActions.of(account),
                DropKind.of(account.trigger()));
    }

    private List<LevelSummary> levels(Plan plan, DropStatus status) {
        JobId job = ListTasks.jobOf(status);
        return IntStream.range(0, plan.knownLevels().size())
                .mapToObj(level -> level(plan, job, level, status.progress()))
                .toList();
    }

    private LevelSummary level(Plan plan, JobId job, int level, DropStatus.@Nullable Progress progress) {
        EndedTally tally = ended(job, level, plan.levels().get(level));
        if (progress != null && progress.level() == level && progress.completed() > tally.count()) {
            tally.take(progress);
        }
        return new LevelSummary(
                level,
                plan.levels().get(level),
                tally.succeeded,
                tally.failed,
                verified.exists(job, level),
                tally.start,
                tally.end,
                plan.toldMapLevel(),
                plan.rounds() == null ? null : (Integer) plan.order().levels(),
                plan.rounds());
    }

    /** A record is written once, when its level has ended; what a retried job takes over is known before. */
    private EndedTally ended(JobId job, int level, int tasks) {
        String key = SystemLayout.levelTasks(job, level);
        return ended.find(key).orElseGet(() -> {
            EndedTally tally = new EndedTally();
            try (Stream<TaskRecord> recorded = records.read(job, level)) {
                recorded.forEach(tally::add);
            }
            if (tally.count() == tasks || (tally.count() > 0 && job.attempt() == 1)) {
                ended.put(key, tally);
            }
            return tally;
        });
    }

    /** Counts the tasks of a level that have ended. */
    private static final class EndedTally {

        private int succeeded;
        private int failed;
        private @Nullable Instant start;
        private @Nullable Instant end;

        void add(TaskRecord record) {
            if (record.success()) {
                succeeded++;
            } else {
                failed++;
            }
            Instant started = record.startedAt();
            Instant ended = record.endedAt();
            start = started != null && (start == null || started.isBefore(start)) ? started : start;
            end = ended != null && (end == null || ended.isAfter(end)) ? ended : end;
        }

        /** What was last heard, while there is no record. */
        void take(DropStatus.Progress progress) {
            failed = progress.failed();
            succeeded = progress.completed() - progress.failed();
        }

        int count() {
            return succeeded + failed;
        }
    }
}
