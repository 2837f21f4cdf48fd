package io.dropbatch.planning.plan;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlanExtent;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.DropContents;
import io.dropbatch.planning.drop.DropRefusals;
import io.dropbatch.planning.drop.UnusedInputs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns a complete drop into the tasks of its map level and stores them as a plan. Repeating it changes nothing. */
public final class PlanDrop {

    /** The result of planning. */
    public sealed interface Outcome {

        /** The plan is written. */
        record Planned(Plan plan) implements Outcome {}

        /** The drop makes no tasks, or too many. */
        record Refused(Failure failure) implements Outcome {}
    }

    private final FanOut fanOut;
    private final PlanWriter plans;
    private final SharedListing sharedListing;
    private final GroupPrefixes groupPrefixes;

    public PlanDrop(PlanRowFile rowFiles, PlanWriter plans, DropListing drop) {
        this.plans = plans;
        this.sharedListing = new SharedListing(drop, plans);
        this.groupPrefixes = new GroupPrefixes(drop);
        this.fanOut = new FanOut(rowFiles, groupPrefixes);
    }

    /** An existing plan is kept, even if the drop has changed since. */
    public Outcome plan(DropTrigger trigger, Workload workload, DropContents contents) {
        Optional<Plan> written = plans.find(trigger.submission());
        if (written.isPresent()) {
            return new Outcome.Planned(written.get());
        }
        try {
            return new Outcome.Planned(
                    workload.split() == null
                            ? write(trigger, workload, contents)
                            : writeFirst(trigger, workload, contents));
        } catch (RefusedPlanException e) {
            return new Outcome.Refused(e.failure());
        }
    }

    public String pathOf(SubmissionId submission) {
        return plans.pathOf(submission);
    }

    private Plan write(DropTrigger trigger, Workload workload, DropContents contents) throws RefusedPlanException {
        refuseUnshared(workload, contents);
        SubmissionId submission = trigger.submission();
        SliceWriter slices = new SliceWriter(plans, submission);
        ParameterNames names = new ParameterNames(contents.parameters(), slices::add);
        FanOut.FannedOut fannedOut = fanOut.fanOut(trigger.prefix(), workload, contents, names);
        RefusedPlanException.when(names.objection());
        RefusedPlanException.when(PlanLimits.ofMerge(workload, fannedOut.tasks()));
        RefusedPlanException.when(PlanLimits.ofRounds(workload, fannedOut.tasks()));
        slices.flush();
        List<PlannedInput> shared = SharedInputs.of(workload.tasks().shared(), contents, fannedOut.own());
        PlanExtent extent = slices.extent(sharedListing.prepare(trigger, shared, fannedOut.rowFile()));
        RefusedPlanException.when(PlanLimits.ofLists(trigger.prefix(), shared, extent));
        return plans.commit(new Plan(
                submission,
                workload,
                trigger,
                shared,
                fannedOut.rowFile(),
                contents.parameters(),
                workload.levels(fannedOut.tasks()),
                Plan.SLICE_SIZE,
                contents.inputs().size(),
                contents.bytes(),
                notes(contents, fannedOut),
                UnusedInputs.of(contents, fannedOut.own(), shared),
                extent));
    }

    /** The first head of a drop that is split: its only task is given everything that is not shared. */
    private Plan writeFirst(DropTrigger trigger, Workload workload, DropContents contents) throws RefusedPlanException {
        refuseUnshared(workload, contents);
        List<PlannedInput> shared = SharedInputs.of(workload.tasks().shared(), contents, Set.of());
        Set<String> sharedPaths = shared.stream().map(PlannedInput::path).collect(Collectors.toSet());
        List<PlannedInput> own = contents.inputs().stream()
                .filter(input -> !sharedPaths.contains(input.path()))
                .toList();
        FileTasks alone = new FileTasks(List.of(new FileTasks.Group(own, Map.of())));
        PlannedTask split =
                groupPrefixes.planned(trigger.prefix(), alone).findFirst().orElseThrow();
        TaskRoom room = new TaskRoom();
        room.add(split);
        PlanExtent extent = room.extent(sharedListing.prepare(trigger, shared, null));
        RefusedPlanException.when(PlanLimits.ofLists(trigger.prefix(), shared, extent));
        plans.writeSplitTask(trigger.submission(), split);
        return plans.commit(new Plan(
                trigger.submission(),
                workload,
                trigger,
                shared,
                null,
                contents.parameters(),
                Stream.concat(Stream.of(1), workload.levels(1).stream()).toList(),
                Plan.SLICE_SIZE,
                contents.inputs().size(),
                contents.bytes(),
                contents.notes(),
                contents.ignored(),
                extent));
    }

    private static void refuseUnshared(Workload workload, DropContents contents) throws RefusedPlanException {
        RefusedPlanException.when(SharedInputs.unmatched(workload.tasks().shared(), contents)
                .map(pattern -> DropRefusals.nothingToShare(pattern, contents)));
    }

    private static List<String> notes(DropContents contents, FanOut.FannedOut fannedOut) {
        return Stream.concat(contents.notes().stream(), fannedOut.notes().stream())
                .toList();
    }
}
