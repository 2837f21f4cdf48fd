package io.dropbatch.cli.workload.run;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.plan.LocalPlan;
import io.dropbatch.cli.plan.LocalPlanner;
import io.dropbatch.cli.workload.run.LocalRun.InputFile;
import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowFile;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.planning.task.JobRecipe;
import io.dropbatch.planning.task.JobSpec;
import io.dropbatch.planning.task.MapRecipe;
import io.dropbatch.planning.task.MergeRecipe;
import io.dropbatch.planning.task.SplitRecipe;
import io.dropbatch.planning.task.TaskHarness;
import io.dropbatch.planning.task.TaskSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tasks of a planned drop, run one by one on this machine by the harness that nodes run. */
public final class LocalJob {

    private static final String POOL = "this-machine";

    /** What a node may take for transfers, which here are copies. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private static final Duration PREPARATION_LIMIT = Duration.ofMinutes(30);

    private final Workload workload;
    private final JobSpec job;
    private final NodeFolders folders;
    private final StagedOutputs outputs;
    private final FileDelivery delivery;
    private final Path application;

    /** Replaced once the drop was split. */
    private LocalPlan local;

    private JobFacts facts;

    /**
     * @param application the folder of the application's files
     * @param root an empty folder, which keeps everything
     */
    public LocalJob(LocalPlan local, Path application, Path root) {
        Plan plan = local.plan();
        this.local = local;
        this.application = application;
        this.workload = plan.workload();
        this.facts = new JobFacts(
                JobId.of(plan.submission(), 1),
                workload.name().value(),
                workload.name().value(),
                plan.trigger().prefix(),
                workload.priority(),
                Instant.EPOCH,
                plan.levels(),
                null,
                null,
                plan.toldMapLevel(),
                null,
                plan.rounds());
        TaskHarness harness = new TaskHarness(POOL);
        this.job = new JobRecipe(plan, facts, POOL, harness).job();
        this.folders = NodeFolders.in(root);
        this.outputs = new StagedOutputs(facts.job());
        this.delivery = new FileDelivery(local, application, harness, outputs);
    }

    /**
     * Brings what all tasks share and makes the application ready, as a node does before its first task.
     *
     * @throws CliException with the reason when that fails, as it would on every node
     */
    public void prepare() {
        Path working = folders.preparation();
        delivery.bring(job.preparation(), working);
        Map<String, String> environment = environment(working, null);
        environment.putAll(job.preparationEnvironment());
        int exit = new HarnessProcess(working, environment).run(TaskHarness.PREPARE_COMMAND, PREPARATION_LIMIT);
        if (exit != 0) {
            throw new CliException("the preparation of a node fails, so no task would start: "
                    + RunReading.lastWords(working.resolveSibling("stderr.txt"), exit));
        }
    }

    /** Runs the task that splits the drop. */
    public LocalRun split() {
        PlannedTask planned = Objects.requireNonNull(local.splitTask());
        TaskSpec task = new SplitRecipe(local.plan(), facts, MARGIN).task(planned);
        return run(task, Objects.requireNonNull(workload.split()).command(), planned);
    }

    /**
     * Plans what follows the split, whose outputs are there.
     *
     * @param wanted the indexes of the tasks to keep
     */
    public LocalPlan planMap(IntPredicate wanted) {
        VerifiedTask split = outputs.tasks(0).getFirst();
        local = LocalPlanner.planMap(local, split, outputs.all(), wanted);
        facts = facts.planned(local.plan().levels());
        return local;
    }

    /** Runs a task of the map level. */
    public LocalRun run(PlannedTask planned) {
        TaskSpec task = new MapRecipe(local.plan(), facts, MARGIN).task(planned);
        return run(task, workload.tasks().command(), planned);
    }

    private LocalRun run(TaskSpec task, String command, PlannedTask planned) {
        List<InputFile> inputs = Stream.concat(planned.inputs().stream(), shared())
                .map(input -> new InputFile(input.path(), input.bytes()))
                .toList();
        return run(task, command, CommandVariables.ofMap(job, task, planned, folders), inputs);
    }

    /** Merges what the tasks that ran have staged, as the first merge task would. */
    public LocalRun merge() {
        Merge merge = Objects.requireNonNull(workload.merge());
        int mapLevel = local.plan().mapLevel();
        List<VerifiedTask> mapped = outputs.tasks(mapLevel);
        MergeRecipe recipe = new MergeRecipe(local.plan(), facts, mapLevel + 1, MARGIN);
        outputs.mergeList(recipe.list(mapped));
        TaskSpec task = recipe.task(1, mapped);
        List<InputFile> inputs = mapped.stream()
                .flatMap(from -> from.outputs().stream()
                        .map(output -> new InputFile(from.task() + "/" + output.path(), output.bytes())))
                .toList();
        return run(task, merge.command(), CommandVariables.ofMerge(job, task, folders), inputs);
    }

    /** The row file lies among the shared ones. */
    private Stream<PlannedInput> shared() {
        Plan plan = local.plan();
        @Nullable RowFile rows = plan.rowFile();
        return rows == null ? plan.shared().stream() : Stream.concat(plan.shared().stream(), Stream.of(rows.input()));
    }

    private LocalRun run(TaskSpec task, String command, Map<String, String> variables, List<InputFile> inputs) {
        Path working = folders.task(task.id());
        NodeFolders.make(working);
        delivery.bring(task.files(), working);
        Map<String, String> environment = environment(working, task.id().value());
        environment.putAll(task.inTraceOf(facts.job(), false).environment());
        int exit = new HarnessProcess(working, environment).run(TaskHarness.TASK_COMMAND, task.timeLimit());
        RunReading reading = new RunReading(working, exit);
        reading.marker().ifPresent(marker -> outputs.add(marker, reading.run()));
        return reading.result(task, facts.tasks(task.id().level()), command, variables, inputs);
    }

    private Map<String, String> environment(Path working, @Nullable String task) {
        Map<String, String> environment =
                new TreeMap<>(new NodeEnvironment(folders, facts.job().value()).of(working, task));
        environment.putAll(job.environment());
        @Nullable ApplicationRef packaged = workload.application();
        if (packaged != null && packaged.packaged()) {
            environment.put(
                    "AZ_BATCH_APP_PACKAGE_" + packaged.variable(),
                    application.toAbsolutePath().toString());
        }
        return environment;
    }
}
