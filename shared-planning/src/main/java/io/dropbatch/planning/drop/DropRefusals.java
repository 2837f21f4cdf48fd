package io.dropbatch.planning.drop;

import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.LevelOrder;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.workload.FileGroup;
import io.dropbatch.model.workload.FileSelection;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.model.workload.RoundRule;
import io.dropbatch.model.workload.SubmissionLimits;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Why a drop cannot become a job, in words that tell its owner what to do. */
public final class DropRefusals {

    private static final int NAMED = 10;

    private DropRefusals() {}

    public static Failure workload(String words) {
        return Failure.of(FailureCode.INVALID_WORKLOAD, words);
    }

    public static Failure manifest(String words) {
        return Failure.of(FailureCode.INVALID_MANIFEST, words);
    }

    public static Failure markerInsteadOfManifest(String workload, String marker) {
        return manifest("The workload '" + workload + "' starts on a manifest, not on " + marker
                + ": upload job.yaml or job.json with the list of inputs.");
    }

    public static Failure twoManifests(List<String> files) {
        return manifest("The drop has " + String.join(" and ", files) + ": keep one of them and upload the trigger"
                + " again.");
    }

    public static Failure emptyBesideMarker(String manifest, String marker) {
        return manifest(manifest + " is empty: write it or delete it, then upload " + marker + " again.");
    }

    public static Failure archived(List<String> paths) {
        String names = paths.stream().limit(NAMED).collect(Collectors.joining(", "));
        String more = paths.size() > NAMED ? " and " + (paths.size() - NAMED) + " more" : "";
        return Failure.of(
                FailureCode.INPUT_MISSING,
                "In the archive tier, from which nothing can be read: " + names + more
                        + ". Set the tier to Hot or Cool, which takes hours, then upload the trigger again.");
    }

    public static Failure archivedTrigger(String file) {
        return manifest(file + " is in the archive tier, from which nothing can be read: upload it again in the Hot"
                + " tier.");
    }

    /** @param words what storage refuses and what to do about it */
    public static Failure lasting(String words) {
        return Failure.of(FailureCode.PLATFORM, "This drop cannot be looked at: " + words);
    }

    public static Failure application(ApplicationRef application, String container) {
        return Failure.of(
                FailureCode.APPLICATION_MISSING,
                "There is nothing under " + container + "/" + application + "/: upload the application there, or"
                        + " correct 'application' in the workload, and upload the trigger again.");
    }

    public static Failure stillMissing(List<MissingInput> missing) {
        String names = missing.stream().limit(NAMED).map(MissingInput::describe).collect(Collectors.joining(", "));
        String more = missing.size() > NAMED ? " and " + (missing.size() - NAMED) + " more" : "";
        return Failure.of(
                FailureCode.INPUT_MISSING,
                "Not everything that the manifest lists arrived before the deadline. Missing: " + names + more
                        + ". Upload it, then the manifest again.");
    }

    public static Failure nothingMatches(FileSelection selection, DropContents contents) {
        return Failure.of(
                FailureCode.INPUT_MISSING,
                "No " + contents.source().noun() + " matches " + selection.describe() + " (tasks.forEach.file): "
                        + contents.describe() + ".");
    }

    public static Failure parameterTwice(String name) {
        return manifest(
                "PARAM_" + name + " would have two values: the drop gives a parameter of this name, and so does a"
                        + " column, a field, a sweep or a named part of a file's name. Rename the parameter, or choose other names for the"
                        + " columns by row.columns.");
    }

    public static Failure sweptTwice(String name) {
        return manifest(
                "PARAM_" + name + " would have two values: the workload sweeps over it (tasks.forEach), and a column, a"
                        + " field or a named part of a file's name is called so, too. Rename one of them, or choose other"
                        + " names for the columns by row.columns.");
    }

    public static Failure tooManySettings(SubmissionLimits limits, long settings) {
        return Failure.of(
                FailureCode.QUOTA,
                "The drop makes more than " + limits.maxTasks() + " tasks: each file, row or repeat is run with "
                        + settings + " settings (tasks.forEach); limits.maxTasks of the workload allows "
                        + limits.maxTasks() + ".");
    }

    public static Failure inNoGroup(String path, FileGroup group) {
        return Failure.of(
                FailureCode.INVALID_MANIFEST,
                "The input '" + path + "' belongs to no group: it does not match '" + group.pattern()
                        + "' (tasks.forEach.file.group). Rename it, or leave it out by 'exclude' in the workload.");
    }

    public static Failure groupOfOtherSize(Map<String, String> parts, List<String> files, FileGroup group) {
        String key = parts.entrySet().stream()
                .map(part -> part.getKey() + " '" + part.getValue() + "'")
                .collect(Collectors.joining(", "));
        String names = files.stream().limit(NAMED).collect(Collectors.joining(", "));
        return Failure.of(
                FailureCode.INPUT_MISSING,
                "The group of " + key + " has " + files.size() + (files.size() == 1 ? " file: " : " files: ") + names
                        + ". The workload asks for " + group.size() + " by '" + group.pattern()
                        + "' (tasks.forEach.file.size). Drop the missing file too, or leave the group out.");
    }

    public static Failure nothingToShare(Glob pattern, DropContents contents) {
        return Failure.of(
                FailureCode.INPUT_MISSING,
                "No input matches '" + pattern + "' (tasks.shared): " + contents.describe() + ".");
    }

    public static Failure noRowFile(String file, DropContents contents) {
        String alike = contents.alike(file)
                .map(other -> " It has '" + other + "': " + FileSpelling.difference(file, other) + ".")
                .orElse("");
        return Failure.of(
                FailureCode.INPUT_MISSING,
                "There is no " + contents.source().noun() + " '" + file + "' (tasks.forEach.row): "
                        + contents.describe() + "." + alike);
    }

    /** @param words why a file cannot be what a task is made from */
    public static Failure badOutput(String path, String words) {
        String shown = path.replaceAll("\\p{Cntrl}", "?");
        return Failure.of(
                FailureCode.OUTPUT_MISSING,
                "The output of the split '" + shown + "' cannot be an input of a task: " + words + ".");
    }

    public static Failure noRows(String file) {
        return Failure.of(FailureCode.INPUT_MISSING, "The file '" + file + "' (tasks.forEach.row) has no rows.");
    }

    /** @param words beginning with the line, or with what the file is */
    public static Failure unreadableTable(String file, String words) {
        return manifest("The file '" + file + "' (tasks.forEach.row) "
                + (words.startsWith("line ") ? "has a fault in " : "") + words + ".");
    }

    public static Failure tooManyTasks(SubmissionLimits limits, String howMany) {
        return Failure.of(
                FailureCode.QUOTA,
                "The drop makes " + howMany + " tasks; limits.maxTasks of the workload allows " + limits.maxTasks()
                        + ".");
    }

    public static Failure tooManyInRounds(SubmissionLimits limits, int tasks, RoundRule rounds) {
        return Failure.of(
                FailureCode.QUOTA,
                "The drop makes " + tasks + " tasks in each of at most " + rounds.max() + " rounds, "
                        + (long) tasks * rounds.max() + " in all; limits.maxTasks of the workload allows "
                        + limits.maxTasks() + ".");
    }

    public static Failure tooManyLevels(RoundRule rounds, int merges) {
        return Failure.of(
                FailureCode.QUOTA,
                "Each of at most " + rounds.max() + " rounds (rounds.max) has its tasks and " + merges
                        + " merges of them, one after the other; a job can have " + LevelOrder.MOST_LEVELS
                        + " such levels. Raise merge.fanIn, or lower rounds.max.");
    }

    public static Failure oneRoundOnly(Merge merge, int tasks) {
        return Failure.of(
                FailureCode.QUOTA,
                "The drop makes " + tasks
                        + " tasks, but the workload merges in one round only (merge.rounds: one), which"
                        + " reads at most " + merge.fanIn() + " (merge.fanIn): raise fanIn (1,000 at most), split the"
                        + " drop, or let the merge write the names that it reads and leave 'rounds' out.");
    }

    public static Failure tooManyOfOneTask(List<PlannedInput> inputs) {
        return Failure.of(
                FailureCode.QUOTA,
                "One task has " + inputs.size() + " inputs, from '"
                        + inputs.getFirst().path() + "' to '"
                        + inputs.getLast().path() + "': their addresses are more than the 32,768 characters that Batch"
                        + " takes for the files of a task. Make smaller groups, or one archive of each group.");
    }

    public static Failure tooManyShared(List<PlannedInput> shared) {
        return Failure.of(
                FailureCode.QUOTA,
                "The " + shared.size() + " shared files (tasks.shared), from '"
                        + shared.getFirst().path() + "' to '" + shared.getLast().path()
                        + "', lie among files that are not"
                        + " shared: one by one their addresses are more than the 32,768 characters that Batch takes."
                        + " Put the shared files into a folder that holds nothing else, such as shared/.");
    }

    public static Failure tooManyInputs(int most) {
        return Failure.of(FailureCode.QUOTA, "The drop has more than " + most + " files: split it.");
    }

    public static Failure badName(String path, String objection) {
        String shown = path.replaceAll("\\p{Cntrl}", "?");
        return manifest("The input '" + shown + "' cannot become a file on a node: " + objection + ".");
    }

    public static Failure noLongerEachFile(String workload) {
        return workload("The workload '" + workload
                + "' no longer starts on each file (start.on): drop files into a folder of their own with the trigger"
                + " that it asks for.");
    }

    public static Failure replacedWhileWaiting(String path) {
        return Failure.of(
                FailureCode.CANCELLED,
                path + " was uploaded again before its job began: the new version has a submission of its own.");
    }

    public static Failure changedBeforeRetry(String path) {
        return Failure.of(
                FailureCode.CANCELLED,
                path + " was replaced or deleted before it could be tried again: a new version has a submission of its"
                        + " own.");
    }

    public static Failure undecidable() {
        return Failure.of(
                FailureCode.PLATFORM,
                "Every attempt to look at this drop failed for more than an hour; the operator finds the reason in the"
                        + " log of submission-service. Upload the trigger again to start over.");
    }

    public static Failure superseded(String file) {
        return Failure.of(
                FailureCode.CANCELLED,
                file + " was uploaded again or deleted before the drop was complete: a new upload of it is a new"
                        + " submission.");
    }
}
