package io.dropbatch.planning.plan;

import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.InputPath;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlanExtent;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.SplitOutputs;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.result.VerifiedTask.VerifiedOutput;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.planning.drop.ContentSource;
import io.dropbatch.planning.drop.DropContents;
import io.dropbatch.planning.drop.DropFiles;
import io.dropbatch.planning.drop.DropRefusals;
import io.dropbatch.planning.drop.SeenBlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns what a drop was split into into the tasks of its map level, and stores them as the second head of its plan.
 * Repeating it changes nothing.
 */
public final class PlanSplit {

    private final DropFiles outputs;
    private final PlanWriter plans;
    private final FanOut fanOut;
    private final Runnable beforeHead;

    /**
     * @param outputs the container that tasks write to
     * @param beforeHead reached when all tasks are written and do not count yet
     */
    public PlanSplit(DropFiles outputs, RowParsers parsers, PlanWriter plans, Runnable beforeHead) {
        this.outputs = outputs;
        this.plans = plans;
        this.fanOut = new FanOut(new PlanRowFile(outputs, parsers), new GroupPrefixes(new DropListing(outputs)));
        this.beforeHead = beforeHead;
    }

    /**
     * @param first the head that was written when the drop was accepted
     * @param split whose outputs are the inputs of the map level
     */
    public PlanDrop.Outcome plan(Plan first, VerifiedTask split) {
        Optional<Plan> written = plans.findMap(first.submission());
        if (written.isPresent()) {
            return new PlanDrop.Outcome.Planned(written.get());
        }
        try {
            return new PlanDrop.Outcome.Planned(write(first, split));
        } catch (RefusedPlanException e) {
            return new PlanDrop.Outcome.Refused(blamingSplit(e.failure()));
        }
    }

    private Plan write(Plan first, VerifiedTask split) throws RefusedPlanException {
        SubmissionId submission = first.submission();
        String folder = split.base() + "out/";
        DropContents contents = contents(first, split, folder);
        SliceWriter slices = new SliceWriter(plans, submission);
        ParameterNames names = new ParameterNames(first.parameters(), slices::add);
        FanOut.FannedOut fannedOut = fanOut.fanOut(folder, first.workload(), contents, names);
        RefusedPlanException.when(names.objection());
        RefusedPlanException.when(PlanLimits.ofMerge(first.workload(), fannedOut.tasks()));
        RefusedPlanException.when(PlanLimits.ofRounds(first.workload(), fannedOut.tasks()));
        slices.flush();
        PlanExtent extent = slices.extent(sharedPrefixes(first));
        RefusedPlanException.when(PlanLimits.ofLists(folder, List.of(), extent));
        beforeHead.run();
        return plans.commit(new Plan(
                submission,
                first.workload(),
                first.trigger(),
                first.shared(),
                fannedOut.rowFile(),
                first.parameters(),
                Stream.concat(
                                first.levels().stream().limit(first.mapLevel()),
                                first.workload().levels(fannedOut.tasks()).stream())
                        .toList(),
                Plan.SLICE_SIZE,
                first.inputCount(),
                first.inputBytes(),
                notes(first, contents, fannedOut),
                first.ignored(),
                extent,
                new SplitOutputs(folder, contents.inputs().size(), contents.bytes())));
    }

    private DropContents contents(Plan first, VerifiedTask split, String folder) throws RefusedPlanException {
        Set<String> shared = first.shared().stream().map(PlannedInput::path).collect(Collectors.toSet());
        List<PlannedInput> inputs = new ArrayList<>();
        for (VerifiedOutput output : split.outputs()) {
            RefusedPlanException.when(objection(output.path(), shared));
            inputs.add(input(output, ""));
        }
        Optional<String> rowFile = rowFile(first.workload().tasks().forEach());
        if (rowFile.isPresent()) {
            noteVersion(split, folder, rowFile.get(), inputs);
        }
        return new DropContents(inputs, Map.of(), List.of(), IgnoredFiles.NONE, ContentSource.SPLIT);
    }

    private static Optional<Failure> objection(String path, Set<String> shared) {
        Optional<String> words = shared.contains(path)
                ? Optional.of("a shared input (tasks.shared) has the same path; choose another name")
                : InputPath.objection(path);
        return words.map(known -> DropRefusals.badOutput(path, known));
    }

    private static PlannedInput input(VerifiedOutput output, String etag) {
        return new PlannedInput(output.path(), output.bytes(), etag, output.sha256());
    }

    /** A row file is read here: it has to be what was verified, before and after. */
    private void noteVersion(VerifiedTask split, String folder, String path, List<PlannedInput> inputs)
            throws RefusedPlanException {
        for (int i = 0; i < inputs.size(); i++) {
            VerifiedOutput output = split.outputs().get(i);
            if (output.path().equals(path)) {
                Optional<SeenBlob> now = outputs.find(folder + path).filter(blob -> blob.bytes() == output.bytes());
                if (now.isEmpty()) {
                    throw new RefusedPlanException(
                            DropRefusals.badOutput(path, "it was deleted or replaced after it was verified"));
                }
                inputs.set(i, input(output, now.get().etag()));
            }
        }
    }

    private static Optional<String> rowFile(ForEach forEach) {
        return switch (forEach) {
            case ForEach.EachRow each -> Optional.of(each.file());
            case ForEach.EachSetting settings -> settings.each() == null ? Optional.empty() : rowFile(settings.each());
            case ForEach.EachFile each -> Optional.empty();
            case ForEach.Repeat repeat -> Optional.empty();
        };
    }

    private static List<String> sharedPrefixes(Plan first) {
        return first.extent() == null ? List.of() : first.extent().sharedPrefixes();
    }

    private static List<String> notes(Plan first, DropContents contents, FanOut.FannedOut fannedOut) {
        List<String> notes = new ArrayList<>(first.notes());
        notes.addAll(fannedOut.notes());
        int unused = contents.inputs().size() - fannedOut.own().size();
        if (unused > 0) {
            String example = contents.inputs().stream()
                    .map(PlannedInput::path)
                    .filter(path -> !fannedOut.own().contains(path))
                    .findFirst()
                    .orElseThrow();
            notes.add("The split wrote %d files; no task gets %d of them, such as %s."
                    .formatted(contents.inputs().size(), unused, example));
        }
        return notes;
    }

    /** What the split wrote is to blame, not who dropped the files. */
    private static Failure blamingSplit(Failure failure) {
        return switch (failure.code()) {
            case INPUT_MISSING -> Failure.of(FailureCode.OUTPUT_MISSING, failure.message());
            case INVALID_MANIFEST -> Failure.of(FailureCode.INVALID_WORKLOAD, "After the split: " + failure.message());
            default -> failure;
        };
    }
}
