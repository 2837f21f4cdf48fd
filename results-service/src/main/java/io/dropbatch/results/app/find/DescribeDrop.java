package io.dropbatch.results.app.find;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.view.DropEntry;
import io.dropbatch.model.view.DropLife;
import io.dropbatch.model.view.LevelSummary;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.app.port.TaskRecords;
import io.dropbatch.results.app.port.VerifiedLevels;
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
    private final TaskRecords records;
    private final VerifiedLevels verified;

    public DescribeDrop(DropAccountStore accounts, AcceptedPlans plans, TaskRecords records, VerifiedLevels verified) {
        this.accounts = accounts;
        this.plans = plans;
        this.records = records;
        this.verified = verified;
    }

    /** Empty when there is no such drop. */
    public Optional<DropLife> describe(SubmissionId submission) {
        return accounts.find(submission).map(held -> describe(held.account()));
    }

    private DropLife describe(DropAccount account) {
        DropStatus status = account.status();
        String name = new DropEntry(account.trigger(), account.acceptedAt(), status).name();
        List<LevelSummary> levels = plans.find(status.submission())
                .map(written -> levels(written.plan(), status))
                .orElse(List.of());
        return new DropLife(name, status, account.steps(), levels);
    }

    private List<LevelSummary> levels(Plan plan, DropStatus status) {
        JobId job = ListTasks.jobOf(status);
        return IntStream.range(0, plan.levels().size())
                .mapToObj(level -> level(plan, job, level, status.progress()))
                .toList();
    }

    private LevelSummary level(Plan plan, JobId job, int level, DropStatus.@Nullable Progress progress) {
        EndedTally tally = new EndedTally();
        try (Stream<TaskRecord> ended = records.read(SystemLayout.levelTasks(job, level))) {
            ended.forEach(tally::add);
        }
        if (tally.count() == 0 && progress != null && progress.level() == level) {
            tally.take(progress);
        }
        return new LevelSummary(
                level,
                plan.levels().get(level),
                tally.succeeded,
                tally.failed,
                verified.exists(job, level),
                tally.start,
                tally.end);
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
