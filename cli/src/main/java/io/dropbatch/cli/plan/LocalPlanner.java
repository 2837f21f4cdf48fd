package io.dropbatch.cli.plan;

import io.dropbatch.cli.client.drop.DropFolder;
import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.cli.client.drop.DropPlan;
import io.dropbatch.cli.client.drop.DropPlanner;
import io.dropbatch.cli.client.drop.FileUpload;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.model.drop.DropManifest.Listed;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.DropContents;
import io.dropbatch.planning.parser.FastCsvFieldParser;
import io.dropbatch.planning.parser.JacksonLineParser;
import io.dropbatch.planning.plan.DropListing;
import io.dropbatch.planning.plan.PlanDrop;
import io.dropbatch.planning.plan.PlanRowFile;
import io.dropbatch.planning.plan.PlanSplit;
import io.dropbatch.planning.plan.RowParsers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Plans the drop of a folder by the services' own rules, without any service and without reading whole files. */
public final class LocalPlanner {

    private static final String INBOX = "inbox";
    private static final String DROP = "local/";
    private static final RowParsers PARSERS = new RowParsers(new FastCsvFieldParser(), new JacksonLineParser());

    private final Workload workload;
    private final DropFolder folder;
    private final HeldPlan held;

    private LocalPlanner(Workload workload, DropFolder folder, IntPredicate wanted) {
        this.workload = workload;
        this.folder = folder;
        this.held = new HeldPlan(wanted);
    }

    /**
     * @param parameters of the command line
     * @param wanted the indexes of the tasks to keep
     * @throws CliException when the services would reject the drop
     */
    public static LocalPlan plan(
            Workload workload, DropFolder folder, Map<String, String> parameters, IntPredicate wanted) {
        LocalPlanner planner = new LocalPlanner(workload, folder, wanted);
        return workload.start().on() == StartCondition.On.EACH_FILE
                ? planner.eachFile(parameters)
                : planner.drop(DropPlanner.plan(folder, workload, parameters));
    }

    /**
     * Plans the map level of a drop whose split has run.
     *
     * @param outputs of tasks, by the paths that they would have in the outputs container
     * @throws CliException when the job would end here
     */
    public static LocalPlan planMap(LocalPlan first, VerifiedTask split, List<LocalFile> outputs, IntPredicate wanted) {
        HeldPlan held = new HeldPlan(wanted);
        PlanSplit planSplit = new PlanSplit(new FolderFiles("", outputs), PARSERS, held, () -> {});
        return switch (planSplit.plan(first.plan(), split)) {
            case PlanDrop.Outcome.Planned(Plan plan) ->
                new LocalPlan(plan, null, held.tasks(), first.files(), first.sharedList(), plan.notes());
            case PlanDrop.Outcome.Refused(Failure failure) ->
                throw new CliException("the split would be the end of the drop ("
                        + failure.code().value() + "): " + failure.message());
        };
    }

    private LocalPlan drop(DropPlan drop) {
        String prefix = workload.name() + "/" + DROP;
        DropTrigger trigger = new DropTrigger(INBOX, prefix + drop.trigger().file(), FolderFiles.ETAG, Instant.EPOCH);
        Map<String, Listed> listed = new HashMap<>();
        drop.manifest().inputs().forEach(input -> listed.put(input.path(), input));
        List<PlannedInput> inputs = drop.files().stream()
                .map(file -> input(file.path(), file, listed.get(file.path())))
                .toList();
        DropContents contents = new DropContents(inputs, drop.manifest().parameters(), List.of(), IgnoredFiles.NONE);
        return plan(trigger, contents, new FolderFiles(prefix, drop.files()), drop.notes());
    }

    /** The files would share a job whose inputs lie anywhere below the workload's folder. */
    private LocalPlan eachFile(Map<String, String> parameters) {
        if (!parameters.isEmpty()) {
            throw CliException.wrongUse("'" + workload.name() + "' starts on each file: parameters do not reach it");
        }
        List<LocalFile> files = FileUpload.selected(folder, workload, DROP);
        List<PlannedInput> inputs = files.stream()
                .map(file -> input(DROP + file.path(), file, null))
                .toList();
        DropTrigger trigger = DropTrigger.rolling(INBOX, workload.name().value(), FolderFiles.ETAG, Instant.EPOCH);
        FolderFiles found = new FolderFiles(workload.name() + "/" + DROP, files);
        return plan(trigger, new DropContents(inputs, Map.of()), found, List.of());
    }

    private static PlannedInput input(String path, LocalFile file, @Nullable Listed listed) {
        return new PlannedInput(path, file.bytes(), FolderFiles.ETAG, listed == null ? null : listed.sha256());
    }

    private LocalPlan plan(DropTrigger trigger, DropContents contents, FolderFiles files, List<String> notes) {
        PlanDrop planDrop = new PlanDrop(new PlanRowFile(files, PARSERS), held, new DropListing(files));
        return switch (planDrop.plan(trigger, workload, contents)) {
            case PlanDrop.Outcome.Planned planned ->
                new LocalPlan(planned.plan(), held.splitTask(), held.tasks(), files.byPath(), held.sharedList(), notes);
            case PlanDrop.Outcome.Refused(Failure failure) ->
                throw CliException.wrongUse(
                        "this drop would be rejected (" + failure.code().value() + "): " + failure.message());
        };
    }
}
