package io.dropbatch.results.app.retry;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.CarriedTask;
import io.dropbatch.model.result.CarriedTasks;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.results.app.RoundEnd;
import io.dropbatch.results.app.inspect.InspectedLevel;
import io.dropbatch.results.app.inspect.LevelInspection;
import io.dropbatch.results.app.inspect.LevelInspector;
import io.dropbatch.results.app.inspect.RecordedTasks;
import io.dropbatch.results.app.port.CarriedLevels;
import io.dropbatch.results.app.port.RecordDraft;
import io.dropbatch.results.app.port.VerifiedLevels;
import io.dropbatch.results.domain.TaskVerdict;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records what the next attempt at a failed drop takes over: the tasks that Batch recorded as succeeded and whose outputs
 * are all there now. They are referred to, not copied. May be repeated: a level's record that is there is used as it is.
 */
public final class CarryTasks {

    private final RecordedTasks recorded;
    private final CarriedLevels carried;
    private final VerifiedLevels verified;
    private final LevelInspector inspector;
    private final Runnable levelCarried;
    private final RoundEnd roundEnd;

    /** @param levelCarried a crash point, reached when the record of a level is written */
    public CarryTasks(
            RecordedTasks recorded,
            CarriedLevels carried,
            VerifiedLevels verified,
            LevelInspector inspector,
            Runnable levelCarried) {
        this.recorded = recorded;
        this.carried = carried;
        this.verified = verified;
        this.inspector = inspector;
        this.levelCarried = levelCarried;
        this.roundEnd = new RoundEnd(verified);
    }

    /** @return what the job of the next attempt takes over: at least one task is left to run */
    CarriedTasks carry(JobId next, Plan plan) {
        JobId before = lastRecorded(next);
        // Until the map is planned, the split is the last level that is known, so that it runs again.
        int last = plan.knownLevels().size() - 1;
        for (int level = 0; level < last; level++) {
            if (roundEnd.isReached(plan, before, level)) {
                return new CarriedTasks(level, carry(before, next, inspected(before, plan, level), true));
            }
            int tasks = carry(before, next, inspected(before, plan, level), false);
            int missing = level == plan.mapLevel() && verified.exists(before, level) ? missing(before, level) : 0;
            if (tasks + missing < plan.levels().get(level)) {
                return new CarriedTasks(level, tasks);
            }
            takeLevel(before, next, level, missing);
        }
        return new CarriedTasks(last, carry(before, next, inspected(before, plan, last), true));
    }

    /** An attempt that ended before it had begun has recorded nothing, not even what it was to take over. */
    private JobId lastRecorded(JobId next) {
        int attempt = next.attempt() - 1;
        while (attempt > 1 && !carried.exists(JobId.of(next.submission(), attempt), 0)) {
            attempt--;
        }
        return JobId.of(next.submission(), attempt);
    }

    private static InspectedLevel inspected(JobId job, Plan plan, int level) {
        return new InspectedLevel(
                job, level, plan.levels().size(), plan.levels().get(level));
    }

    /**
     * @param last whether no level follows: then one of its tasks has to run, for the end of a job to come
     * @return how many tasks of the level are taken over
     */
    private int carry(JobId before, JobId next, InspectedLevel level, boolean last) {
        if (!carried.exists(next, level.level())) {
            record(before, next, level, last ? level.tasks() - 1 : level.tasks());
            levelCarried.run();
        }
        try (Stream<CarriedTask> tasks = carried.read(next, level.level())) {
            return (int) tasks.count();
        }
    }

    private void record(JobId before, JobId next, InspectedLevel level, int most) {
        try (Stream<TaskRecord> all = recorded.read(before, level.level());
                LevelInspection inspection = inspector.inspect(level);
                RecordDraft<CarriedTask> draft = carried.draft(next, level.level())) {
            Iterator<TaskRecord> records = all.iterator();
            int taken = 0;
            while (inspection.hasNext() && taken < most) {
                Optional<CarriedTask> task = sound(inspection.next()).flatMap(outputs -> with(records, outputs));
                if (task.isPresent()) {
                    draft.add(task.get());
                    taken++;
                }
            }
            draft.commit();
        }
    }

    /** An output that was written after its task had ended is not taken on trust. */
    private static Optional<VerifiedTask> sound(TaskVerdict verdict) {
        return verdict instanceof TaskVerdict.Sound sound && sound.writtenLate().isEmpty()
                ? Optional.of(sound.task())
                : Optional.empty();
    }

    /** Both are in the order of the tasks. */
    private static Optional<CarriedTask> with(Iterator<TaskRecord> records, VerifiedTask outputs) {
        @Nullable TaskRecord record = null;
        while (records.hasNext() && (record == null || !record.task().equals(outputs.task()))) {
            record = records.next();
        }
        return record != null && record.task().equals(outputs.task())
                ? Optional.of(new CarriedTask(record, outputs))
                : Optional.empty();
    }

    private int missing(JobId before, int level) {
        try (Stream<TaskRecord> missing = verified.missing(before, level)) {
            return (int) missing.count();
        }
    }

    /** The level counts as verified in the next attempt too, without the same tasks. */
    private void takeLevel(JobId before, JobId next, int level, int missing) {
        if (missing > 0) {
            try (Stream<TaskRecord> tasks = verified.missing(before, level);
                    RecordDraft<TaskRecord> draft = verified.missingDraft(next, level)) {
                tasks.forEachOrdered(draft::add);
                draft.commit();
            }
        }
        try (Stream<CarriedTask> tasks = carried.read(next, level);
                RecordDraft<VerifiedTask> draft = verified.draft(next, level)) {
            tasks.map(CarriedTask::outputs).forEachOrdered(draft::add);
            draft.commit();
        }
    }
}
