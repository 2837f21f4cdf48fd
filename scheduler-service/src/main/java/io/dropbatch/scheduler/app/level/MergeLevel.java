package io.dropbatch.scheduler.app.level;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.planning.task.MergeGroups;
import io.dropbatch.planning.task.MergeRecipe;
import io.dropbatch.planning.task.TaskSpec;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.VerifiedOutputs;
import io.dropbatch.scheduler.app.port.VerifiedOutputs.Reading;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.scheduler.domain.SchedulerSettings;
import io.dropbatch.scheduler.domain.SubmissionPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Hands a merge level to Batch: groups of consecutive verified tasks of the level below, each with its list. */
public final class MergeLevel {

    /** The number of merge tasks in one slice: each one needs a list to be written. */
    static final int SLICE = 100;

    private final VerifiedOutputs outputs;
    private final PreviousRound previousRound;
    private final ComputeAccount compute;
    private final Duration margin;
    private final DropTraces traces;

    public MergeLevel(
            VerifiedOutputs outputs,
            PreviousRound previousRound,
            ComputeAccount compute,
            SchedulerSettings settings,
            DropTraces traces) {
        this.outputs = outputs;
        this.previousRound = previousRound;
        this.compute = compute;
        this.margin = settings.taskMargin();
        this.traces = traces;
    }

    SliceSubmission hand(Submitting job, Plan plan) {
        return traces.part("slice", job.position().slice(), () -> add(job, plan));
    }

    private SliceSubmission add(Submitting job, Plan plan) {
        JobFacts facts = job.facts();
        SubmissionPosition position = job.position();
        int first = position.slice() * SLICE + 1;
        int end = Math.min(first + SLICE, facts.tasks(position.level()) + 1);
        MergeRecipe recipe = new MergeRecipe(plan, facts, position.level(), previousRound.of(job, plan), margin);
        boolean recorded = traces.isRecorded(facts.submission());
        MergeGroups groups = groups(plan, facts, position.level());
        IntPredicate carried =
                facts.carries(position.level()) ? outputs.carried(facts.job(), position.level()) : index -> false;
        try (Reading reading = outputs.open(facts.job(), position.level() - 1, position.offset());
                MergeListWriter lists = new MergeListWriter(outputs)) {
            List<TaskSpec> tasks = new ArrayList<>(end - first);
            for (int index = first; index < end; index++) {
                List<VerifiedTask> group = group(reading, groups.size(index));
                if (carried.test(index)) {
                    continue;
                }
                lists.write(recipe.listPath(index), recipe.list(group));
                tasks.add(recipe.task(index, group).inTraceOf(facts.job(), recorded));
            }
            lists.await();
            BatchAnswer added =
                    compute.addTasks(facts.job(), plan.workload().limits().wallClock(), tasks.iterator());
            return new SliceSubmission(added, reading.offset(), end > facts.tasks(position.level()));
        }
    }

    /** Only tasks of the map level may be missing, and only if the workload tolerates it. */
    private MergeGroups groups(Plan plan, JobFacts facts, int level) {
        int inputs = facts.tasks(level - 1);
        boolean tolerant =
                level == plan.mapLevel() + 1 && plan.workload().failure().of(inputs) > 0;
        int missing = tolerant ? outputs.missing(facts.job(), level - 1) : 0;
        return new MergeGroups(inputs, missing, facts.tasks(level), fanIn(plan));
    }

    private static int fanIn(Plan plan) {
        @Nullable Merge merge = plan.workload().merge();
        if (merge == null) {
            throw new IllegalStateException("a level after the map, but no merge");
        }
        return merge.fanIn();
    }

    private static List<VerifiedTask> group(Reading reading, int size) {
        List<VerifiedTask> group = new ArrayList<>();
        while (group.size() < size) {
            Optional<VerifiedTask> task = reading.next();
            if (task.isEmpty()) {
                break;
            }
            group.add(task.get());
        }
        if (group.isEmpty()) {
            throw new IllegalStateException("the record of the level below lists fewer tasks than the level has");
        }
        return group;
    }
}
