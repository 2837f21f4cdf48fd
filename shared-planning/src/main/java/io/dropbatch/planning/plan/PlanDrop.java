package io.dropbatch.planning.plan;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlanExtent;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowFile;
import io.dropbatch.model.workload.FileSelection;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.SubmissionLimits;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.DropContents;
import io.dropbatch.planning.drop.DropRefusals;
import io.dropbatch.planning.drop.UnusedInputs;
import io.dropbatch.planning.table.UnreadableTableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a complete drop into the tasks of its map level and stores them as a plan. Repeating it changes nothing. */
public final class PlanDrop {

    /** The result of planning. */
    public sealed interface Outcome {

        /** The plan is written. */
        record Planned(Plan plan) implements Outcome {}

        /** The drop makes no tasks, or too many. */
        record Refused(Failure failure) implements Outcome {}
    }

    private record FannedOut(
            int tasks, Set<String> own, @Nullable RowFile rowFile, List<String> notes) {}

    private static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Failure failure;

        RefusedException(Failure failure) {
            super(failure.message(), null, false, false);
            this.failure = failure;
        }
    }

    private final PlanRowFile rowFiles;
    private final PlanWriter plans;
    private final SharedListing sharedListing;
    private final GroupPrefixes groupPrefixes;

    public PlanDrop(PlanRowFile rowFiles, PlanWriter plans, DropListing drop) {
        this.rowFiles = rowFiles;
        this.plans = plans;
        this.sharedListing = new SharedListing(drop, plans);
        this.groupPrefixes = new GroupPrefixes(drop);
    }

    /** An existing plan is kept, even if the drop has changed since. */
    public Outcome plan(DropTrigger trigger, Workload workload, DropContents contents) {
        Optional<Plan> written = plans.find(trigger.submission());
        if (written.isPresent()) {
            return new Outcome.Planned(written.get());
        }
        try {
            return new Outcome.Planned(write(trigger, workload, contents));
        } catch (RefusedException e) {
            return new Outcome.Refused(e.failure);
        }
    }

    public String pathOf(SubmissionId submission) {
        return plans.pathOf(submission);
    }

    private Plan write(DropTrigger trigger, Workload workload, DropContents contents) throws RefusedException {
        Optional<Glob> unmatched = SharedInputs.unmatched(workload.tasks().shared(), contents);
        if (unmatched.isPresent()) {
            throw new RefusedException(DropRefusals.nothingToShare(unmatched.get(), contents));
        }
        SubmissionId submission = trigger.submission();
        SliceWriter slices = new SliceWriter(plans, submission);
        ParameterNames names = new ParameterNames(contents.parameters(), slices::add);
        FannedOut fannedOut = fanOut(trigger, workload, contents, names);
        refuse(names.objection());
        refuse(PlanLimits.ofMerge(workload, fannedOut.tasks()));
        slices.flush();
        List<Integer> levels = workload.merge() == null
                ? List.of(fannedOut.tasks())
                : workload.merge().levels(fannedOut.tasks());
        List<PlannedInput> shared = SharedInputs.of(workload.tasks().shared(), contents, fannedOut.own());
        PlanExtent extent = slices.extent(sharedListing.prepare(trigger, shared, fannedOut.rowFile()));
        refuse(PlanLimits.ofLists(trigger, shared, extent));
        return plans.commit(new Plan(
                submission,
                workload,
                trigger,
                shared,
                fannedOut.rowFile(),
                contents.parameters(),
                levels,
                Plan.SLICE_SIZE,
                contents.inputs().size(),
                contents.bytes(),
                notes(contents, fannedOut),
                UnusedInputs.of(contents, fannedOut.own(), shared),
                extent));
    }

    private static List<String> notes(DropContents contents, FannedOut fannedOut) {
        return Stream.concat(contents.notes().stream(), fannedOut.notes().stream())
                .toList();
    }

    private FannedOut fanOut(DropTrigger trigger, Workload workload, DropContents contents, Consumer<PlannedTask> tasks)
            throws RefusedException {
        SubmissionLimits limits = workload.limits();
        if (workload.tasks().forEach() instanceof ForEach.EachSetting swept) {
            return settings(trigger, swept, limits, contents, tasks);
        }
        return fanOut(trigger, workload.tasks().forEach(), limits, contents, tasks);
    }

    /** Each task is made once for every setting; the base is refused when its product would be too large. */
    private FannedOut settings(
            DropTrigger trigger,
            ForEach.EachSetting swept,
            SubmissionLimits limits,
            DropContents contents,
            Consumer<PlannedTask> tasks)
            throws RefusedException {
        SettingTasks settings = new SettingTasks(swept.sweep(), limits.maxTasks(), tasks);
        if (settings.most() == 0) {
            throw new RefusedException(DropRefusals.tooManyTasks(
                    limits, Long.toString(swept.sweep().size())));
        }
        @Nullable ForEach each = swept.each();
        if (each == null) {
            settings.accept(new PlannedTask(1, List.of(), null, Map.of()));
            return new FannedOut(settings.count(), Set.of(), null, List.of());
        }
        SubmissionLimits base = new SubmissionLimits(settings.most(), limits.wallClock(), limits.budget());
        try {
            FannedOut fannedOut = fanOut(trigger, each, base, contents, settings);
            refuse(settings.objection());
            return new FannedOut(settings.count(), fannedOut.own(), fannedOut.rowFile(), fannedOut.notes());
        } catch (RefusedException e) {
            throw e.failure.code() == FailureCode.QUOTA
                    ? new RefusedException(
                            DropRefusals.tooManySettings(limits, swept.sweep().size()))
                    : e;
        }
    }

    private FannedOut fanOut(
            DropTrigger trigger,
            ForEach forEach,
            SubmissionLimits limits,
            DropContents contents,
            Consumer<PlannedTask> tasks)
            throws RefusedException {
        return switch (forEach) {
            case ForEach.EachFile each -> files(trigger, each, limits, contents, tasks);
            case ForEach.Repeat(int times) -> repeat(times, limits, tasks);
            case ForEach.EachRow each -> rows(trigger, each, limits, contents, tasks);
            case ForEach.EachSetting nested -> throw new IllegalStateException("a sweep holds no other");
        };
    }

    private FannedOut files(
            DropTrigger trigger,
            ForEach.EachFile each,
            SubmissionLimits limits,
            DropContents contents,
            Consumer<PlannedTask> tasks)
            throws RefusedException {
        FileSelection selection = each.files();
        return switch (FileTasks.of(selection, contents)) {
            case FileTasks.Result.Refused(Failure failure) -> throw new RefusedException(failure);
            case FileTasks.Result.Grouped(FileTasks grouped) -> {
                refuseTooMany(grouped.groups().size(), limits);
                groupPrefixes.planned(trigger, grouped).forEach(tasks);
                yield new FannedOut(grouped.groups().size(), grouped.paths(), null, grouped.notes(selection));
            }
        };
    }

    private static FannedOut repeat(int times, SubmissionLimits limits, Consumer<PlannedTask> tasks)
            throws RefusedException {
        refuseTooMany(times, limits);
        for (int index = 1; index <= times; index++) {
            tasks.accept(new PlannedTask(index, List.of(), null, Map.of()));
        }
        return new FannedOut(times, Set.of(), null, List.of());
    }

    private FannedOut rows(
            DropTrigger trigger,
            ForEach.EachRow each,
            SubmissionLimits limits,
            DropContents contents,
            Consumer<PlannedTask> tasks)
            throws RefusedException {
        PlannedInput file = contents.input(each.file())
                .orElseThrow(() -> new RefusedException(DropRefusals.noRowFile(each.file(), contents)));
        PlanRowFile.RowFilePlan planned = planRows(trigger, file, each, limits, tasks);
        if (planned.tasks() == 0) {
            throw new RefusedException(DropRefusals.noRows(file.path()));
        }
        if (planned.tasks() > limits.maxTasks()) {
            throw new RefusedException(DropRefusals.tooManyTasks(limits, "more than " + limits.maxTasks()));
        }
        return new FannedOut(planned.tasks(), Set.of(file.path()), planned.file(), planned.notes());
    }

    private PlanRowFile.RowFilePlan planRows(
            DropTrigger trigger,
            PlannedInput file,
            ForEach.EachRow each,
            SubmissionLimits limits,
            Consumer<PlannedTask> tasks)
            throws RefusedException {
        try {
            return rowFiles.plan(trigger.prefix() + file.path(), file, each, limits.maxTasks(), tasks);
        } catch (UnreadableTableException e) {
            throw new RefusedException(DropRefusals.unreadableTable(file.path(), String.valueOf(e.getMessage())));
        }
    }

    private static void refuse(Optional<Failure> failure) throws RefusedException {
        if (failure.isPresent()) {
            throw new RefusedException(failure.get());
        }
    }

    private static void refuseTooMany(int tasks, SubmissionLimits limits) throws RefusedException {
        if (tasks > limits.maxTasks()) {
            throw new RefusedException(DropRefusals.tooManyTasks(limits, Integer.toString(tasks)));
        }
    }
}
