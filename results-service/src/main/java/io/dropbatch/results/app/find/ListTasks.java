package io.dropbatch.results.app.find;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.TaskOrigin;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.view.TaskSummary;
import io.dropbatch.results.app.TaskOrigins;
import io.dropbatch.results.app.inspect.RecordedTasks;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.domain.failure.CauseTally;
import io.dropbatch.results.domain.failure.LastWords;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists the tasks of a drop's latest attempt, by Batch's record of the levels that have ended. Records and plan are read
 * along in the order of the tasks, so that the number of tasks does not matter.
 */
public final class ListTasks {

    private final DropAccountStore accounts;
    private final AcceptedPlans plans;
    private final RecordedTasks records;

    public ListTasks(DropAccountStore accounts, AcceptedPlans plans, RecordedTasks records) {
        this.accounts = accounts;
        this.plans = plans;
        this.records = records;
    }

    /**
     * Some of the tasks.
     *
     * @param next the task to go on behind; absent when there are no more
     */
    public record TaskPage(
            List<TaskSummary> tasks, @Nullable TaskId next) {

        public TaskPage {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * @param after the last task of the page before; absent for the first page
     * @param limit how many tasks the page may hold
     * @return empty when there is no such drop
     */
    public Optional<TaskPage> list(SubmissionId submission, TaskFilter filter, @Nullable TaskId after, int limit) {
        return accounts.find(submission)
                .map(held -> held.account().status())
                .map(status -> plans.find(submission)
                        .map(written -> page(begun(written.plan(), status), status, filter, after, limit))
                        .orElseGet(() -> new TaskPage(List.of(), null)));
    }

    static JobId jobOf(DropStatus status) {
        return status.job() == null ? JobId.of(status.submission(), 1) : status.job();
    }

    /** Rounds that have not begun have no tasks to show: perhaps they never will. */
    static Plan begun(Plan plan, DropStatus status) {
        DropStatus.Progress progress = status.progress();
        return plan.throughRoundOf(progress == null ? 0 : progress.level());
    }

    private TaskPage page(Plan plan, DropStatus status, TaskFilter filter, @Nullable TaskId after, int limit) {
        JobId job = jobOf(status);
        BiPredicate<TaskRecord, TaskOrigin> members = membersOf(plan, status, filter.cause());
        List<TaskSummary> found = new ArrayList<>();
        try (TaskOrigins origins = new TaskOrigins(plans, plan)) {
            for (int level = after == null ? 0 : after.level();
                    level < plan.knownLevels().size();
                    level++) {
                if (!filter.mayHold(level)) {
                    continue;
                }
                try (Stream<TaskRecord> ended = records.read(job, level)) {
                    Iterator<TaskSummary> tasks = new LevelTasks(
                                    level, plan.levels().get(level), ended.iterator())
                            .matching(filter, members, after, origins);
                    while (tasks.hasNext()) {
                        if (found.size() == limit) {
                            return new TaskPage(found, found.getLast().task());
                        }
                        found.add(tasks.next());
                    }
                }
            }
        }
        return new TaskPage(found, null);
    }

    /** Absent when no cause is asked for. The tasks are grouped as they were for the status. */
    private @Nullable BiPredicate<TaskRecord, TaskOrigin> membersOf(
            Plan plan, DropStatus status, @Nullable Integer cause) {
        if (cause == null) {
            return null;
        }
        int level = status.state() == DropStatus.State.PARTIAL ? plan.mapLevel() : plan.lastLevel();
        CauseTally tally = tally(plan, jobOf(status), level);
        while (level > 0 && tally.isEmpty()) {
            level--;
            tally = tally(plan, jobOf(status), level);
        }
        return tally.membersOf(cause);
    }

    private CauseTally tally(Plan plan, JobId job, int level) {
        CauseTally tally = new CauseTally();
        try (TaskOrigins origins = new TaskOrigins(plans, plan);
                Stream<TaskRecord> ended = records.read(job, level)) {
            ended.filter(record -> !record.success())
                    .forEachOrdered(record -> tally.add(record, origins.of(record.task())));
        }
        return tally;
    }

    /** Walks along the tasks of a level and what is recorded of them. */
    private static final class LevelTasks {

        private final int level;
        private final int tasks;
        private final Iterator<TaskRecord> ended;
        private @Nullable TaskRecord record;

        LevelTasks(int level, int tasks, Iterator<TaskRecord> ended) {
            this.level = level;
            this.tasks = tasks;
            this.ended = ended;
        }

        Iterator<TaskSummary> matching(
                TaskFilter filter,
                @Nullable BiPredicate<TaskRecord, TaskOrigin> members,
                @Nullable TaskId after,
                TaskOrigins origins) {
            int first = after == null || after.level() < level ? 1 : after.index() + 1;
            return Stream.iterate(first, index -> index <= tasks, index -> index + 1)
                    .map(index -> TaskId.of(level, index))
                    .filter(task -> filter.mayMatch(recordOf(task)))
                    .filter(task -> members == null || isOneOf(members, recordOf(task), origins))
                    .map(task -> summary(task, recordOf(task), origins.of(task)))
                    .filter(filter::matches)
                    .iterator();
        }

        private static boolean isOneOf(
                BiPredicate<TaskRecord, TaskOrigin> members, @Nullable TaskRecord record, TaskOrigins origins) {
            return record != null && !record.success() && members.test(record, origins.of(record.task()));
        }

        private @Nullable TaskRecord recordOf(TaskId task) {
            while ((record == null || record.task().compareTo(task) < 0) && ended.hasNext()) {
                record = ended.next();
            }
            return record != null && record.task().equals(task) ? record : null;
        }

        private static TaskSummary summary(TaskId task, @Nullable TaskRecord record, TaskOrigin origin) {
            String name = origin.name();
            List<String> inputs =
                    origin.inputs().stream().limit(TaskSummary.MOST_INPUTS).toList();
            Map<String, String> parameters = origin.setting().listed();
            if (record == null) {
                return new TaskSummary(
                        task,
                        name,
                        TaskSummary.State.OPEN,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        0,
                        inputs,
                        parameters);
            }
            Failure failure = record.failure();
            return new TaskSummary(
                    task,
                    name,
                    TaskFilter.stateOf(record),
                    record.exitCode(),
                    failure == null ? null : failure.code(),
                    failure == null ? null : failure.message(),
                    failure == null ? null : LastWords.of(failure).orElse(null),
                    record.node(),
                    record.startedAt(),
                    record.endedAt(),
                    record.retries(),
                    inputs,
                    parameters);
        }
    }
}
