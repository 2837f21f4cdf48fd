package io.dropbatch.planning.plan;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowFile;
import io.dropbatch.model.workload.FileSelection;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.SubmissionLimits;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.DropContents;
import io.dropbatch.planning.drop.DropRefusals;
import io.dropbatch.planning.table.UnreadableTableException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the tasks of the map level out of files, rows, numbers and settings, wherever the files lie. */
final class FanOut {

    /**
     * What was made.
     *
     * @param own the paths of the files that single tasks were made from
     * @param rowFile whose rows became tasks, if any did
     * @param notes for a person: how the files were understood
     */
    record FannedOut(int tasks, Set<String> own, @Nullable RowFile rowFile, List<String> notes) {}

    private final PlanRowFile rowFiles;
    private final GroupPrefixes groupPrefixes;

    FanOut(PlanRowFile rowFiles, GroupPrefixes groupPrefixes) {
        this.rowFiles = rowFiles;
        this.groupPrefixes = groupPrefixes;
    }

    /**
     * Passes on the tasks one by one.
     *
     * @param folder where the files lie; with a slash at its end
     */
    FannedOut fanOut(String folder, Workload workload, DropContents contents, Consumer<PlannedTask> tasks)
            throws RefusedPlanException {
        SubmissionLimits limits = workload.limits();
        if (workload.tasks().forEach() instanceof ForEach.EachSetting swept) {
            return settings(folder, swept, limits, contents, tasks);
        }
        return fanOut(folder, workload.tasks().forEach(), limits, contents, tasks);
    }

    /** Each task is made once for every setting; the base is refused when its product would be too large. */
    private FannedOut settings(
            String folder,
            ForEach.EachSetting swept,
            SubmissionLimits limits,
            DropContents contents,
            Consumer<PlannedTask> tasks)
            throws RefusedPlanException {
        SettingTasks settings = new SettingTasks(swept.sweep(), limits.maxTasks(), tasks);
        if (settings.most() == 0) {
            throw new RefusedPlanException(DropRefusals.tooManyTasks(
                    limits, Long.toString(swept.sweep().size())));
        }
        @Nullable ForEach each = swept.each();
        if (each == null) {
            settings.accept(new PlannedTask(1, List.of(), null, Map.of()));
            return new FannedOut(settings.count(), Set.of(), null, List.of());
        }
        SubmissionLimits base = new SubmissionLimits(settings.most(), limits.wallClock(), limits.budget());
        try {
            FannedOut fannedOut = fanOut(folder, each, base, contents, settings);
            RefusedPlanException.when(settings.objection());
            return new FannedOut(settings.count(), fannedOut.own(), fannedOut.rowFile(), fannedOut.notes());
        } catch (RefusedPlanException e) {
            throw e.failure().code() == FailureCode.QUOTA
                    ? new RefusedPlanException(
                            DropRefusals.tooManySettings(limits, swept.sweep().size()))
                    : e;
        }
    }

    private FannedOut fanOut(
            String folder, ForEach forEach, SubmissionLimits limits, DropContents contents, Consumer<PlannedTask> tasks)
            throws RefusedPlanException {
        return switch (forEach) {
            case ForEach.EachFile each -> files(folder, each, limits, contents, tasks);
            case ForEach.Repeat(int times) -> repeat(times, limits, tasks);
            case ForEach.EachRow each -> rows(folder, each, limits, contents, tasks);
            case ForEach.EachSetting nested -> throw new IllegalStateException("a sweep holds no other");
        };
    }

    private FannedOut files(
            String folder,
            ForEach.EachFile each,
            SubmissionLimits limits,
            DropContents contents,
            Consumer<PlannedTask> tasks)
            throws RefusedPlanException {
        FileSelection selection = each.files();
        return switch (FileTasks.of(selection, contents)) {
            case FileTasks.Result.Refused(Failure failure) -> throw new RefusedPlanException(failure);
            case FileTasks.Result.Grouped(FileTasks grouped) -> {
                refuseTooMany(grouped.groups().size(), limits);
                groupPrefixes.planned(folder, grouped).forEach(tasks);
                yield new FannedOut(grouped.groups().size(), grouped.paths(), null, grouped.notes(selection));
            }
        };
    }

    private static FannedOut repeat(int times, SubmissionLimits limits, Consumer<PlannedTask> tasks)
            throws RefusedPlanException {
        refuseTooMany(times, limits);
        for (int index = 1; index <= times; index++) {
            tasks.accept(new PlannedTask(index, List.of(), null, Map.of()));
        }
        return new FannedOut(times, Set.of(), null, List.of());
    }

    private FannedOut rows(
            String folder,
            ForEach.EachRow each,
            SubmissionLimits limits,
            DropContents contents,
            Consumer<PlannedTask> tasks)
            throws RefusedPlanException {
        PlannedInput file = contents.input(each.file())
                .orElseThrow(() -> new RefusedPlanException(DropRefusals.noRowFile(each.file(), contents)));
        PlanRowFile.RowFilePlan planned = planRows(folder, file, each, limits, tasks);
        if (planned.tasks() == 0) {
            throw new RefusedPlanException(DropRefusals.noRows(file.path()));
        }
        if (planned.tasks() > limits.maxTasks()) {
            throw new RefusedPlanException(DropRefusals.tooManyTasks(limits, "more than " + limits.maxTasks()));
        }
        return new FannedOut(planned.tasks(), Set.of(file.path()), planned.file(), planned.notes());
    }

    private PlanRowFile.RowFilePlan planRows(
            String folder,
            PlannedInput file,
            ForEach.EachRow each,
            SubmissionLimits limits,
            Consumer<PlannedTask> tasks)
            throws RefusedPlanException {
        try {
            return rowFiles.plan(folder + file.path(), file, each, limits.maxTasks(), tasks);
        } catch (UnreadableTableException e) {
            throw new RefusedPlanException(DropRefusals.unreadableTable(file.path(), String.valueOf(e.getMessage())));
        }
    }

    private static void refuseTooMany(int tasks, SubmissionLimits limits) throws RefusedPlanException {
        if (tasks > limits.maxTasks()) {
            throw new RefusedPlanException(DropRefusals.tooManyTasks(limits, Integer.toString(tasks)));
        }
    }
}
