package io.dropbatch.cli.workload;

import io.dropbatch.cli.client.drop.DropFolder;
import io.dropbatch.cli.client.drop.FolderScan;
import io.dropbatch.cli.client.drop.ParameterOptions;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.cli.plan.LocalPlan;
import io.dropbatch.cli.plan.LocalPlanner;
import io.dropbatch.cli.workload.run.LocalJob;
import io.dropbatch.cli.workload.run.LocalRun;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dropbatch workload test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Run one task of a workload on this machine, as a node would, without any service.",
        footer = {
            "",
            "Examples:",
            "  dropbatch workload test my-render",
            "  dropbatch workload test my-render other/data --task 7 --param SEED=3",
            "  dropbatch workload test my-render --merge      the first merge task, too",
            "",
            "Shows the task's environment, files and outputs, and what its verification would say. Everything is copied"
                    + " into a folder that stays. The programs that the workload requires have to be on this machine.",
            "",
            "Exit status: 0 the task would be verified, 1 it would fail, 2 wrong use or a drop that would be rejected"
                    + " (nothing was run)."
        })
final class WorkloadTestCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FOLDER", description = "The workload's folder, or its file.")
    private Path given = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATA",
            description = "The folder that would be dropped (default: 'drop' in the workload's folder).")
    private @Nullable Path data;

    @ArgGroup
    private TaskChoice choice = new TaskChoice();

    /** At most one of these. */
    static final class TaskChoice {

        @Option(
                names = "--task",
                paramLabel = "N",
                description = "Which task, from 1 (default: the first, or the one that splits the drop).")
        private @Nullable Integer task;

        @Option(
                names = "--merge",
                description = "The tasks that the first merge task reads, one after the other, and that merge task.")
        private boolean merge;
    }

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "A parameter: PARAM_<NAME> for the commands.")
    private List<String> parameters = List.of();

    @Option(names = "--follow-links", description = "Follow links that lead out of the data's folder, too.")
    private boolean followLinks;

    @Option(names = "--keep", paramLabel = "FOLDER", description = "A new folder to run in (default: a temporary one).")
    private @Nullable Path keep;

    @Option(names = "--json", description = "Print one line of JSON for each task that ran.")
    private boolean json;

    /** The index of the last task that is to run. */
    private int last = 1;

    @Override
    public Integer call() {
        WorkloadFile file = WorkloadFile.find(given);
        Workload workload = file.workload();
        Map<String, String> values = ParameterOptions.parse(parameters);
        DropFolder folder = folder(file.folder().resolve("drop"));
        last = lastWanted(workload);
        LocalPlan plan = LocalPlanner.plan(workload, folder, values, this::isWanted);
        if (plan.plan().hasMapTasks()) {
            requireTasks(plan);
        }
        Path root = root(workload);
        TaskPage page = new TaskPage(json ? new TerminalWriter(System.err, false) : TerminalWriter.standard(), root);
        plan.notes().forEach(page::note);
        if (workload.rounds() != null) {
            page.note("This is the first of at most " + workload.rounds().max() + " rounds: $PREVIOUS_DIR is empty.");
        }
        LocalJob job = new LocalJob(plan, file.application(), root);
        return run(job, plan, page);
    }

    /** Without sample data there is still what a workload makes tasks of by itself: a number, or a sweep. */
    private DropFolder folder(Path sample) {
        Path dropped = data == null ? sample : data;
        return data == null && !Files.exists(sample)
                ? new DropFolder(dropped, List.of(), Optional.empty(), List.of())
                : FolderScan.of(dropped, followLinks);
    }

    private int lastWanted(Workload workload) {
        if (choice.merge && workload.merge() == null) {
            throw CliException.wrongUse("--merge: the workload '" + workload.name() + "' has no merge");
        }
        int task = choice.task == null ? 1 : choice.task;
        if (task < 1) {
            throw CliException.wrongUse("--task: tasks are counted from 1");
        }
        return choice.merge && workload.merge() != null ? workload.merge().fanIn() : task;
    }

    private boolean isWanted(int index) {
        return choice.merge ? index <= last : index == last;
    }

    private void requireTasks(LocalPlan plan) {
        int tasks = plan.plan().mapTasks();
        if (!choice.merge && last > tasks) {
            throw CliException.wrongUse(
                    "--task " + last + ": this drop makes " + tasks + (tasks == 1 ? " task" : " tasks"));
        }
    }

    private int run(LocalJob job, LocalPlan plan, TaskPage page) {
        page.during("preparing a node", () -> {
            job.prepare();
            return true;
        });
        if (plan.plan().hasMapTasks()) {
            return run(job, plan.tasks(), page);
        }
        boolean further = choice.merge || choice.task != null;
        if (shown(page, "splitting", further, job::split).failure() != null) {
            return 1;
        }
        LocalPlan map = job.planMap(this::isWanted);
        map.notes().forEach(page::note);
        if (!further) {
            page.note("The split makes " + map.plan().mapTasks() + (map.plan().mapTasks() == 1 ? " task" : " tasks")
                    + " of this drop: --task 1 runs the first of them, too.");
            return 0;
        }
        requireTasks(map);
        return run(job, map.tasks(), page);
    }

    private int run(LocalJob job, List<PlannedTask> tasks, TaskPage page) {
        for (PlannedTask task : tasks) {
            LocalRun run = shown(page, "task " + task.index(), choice.merge, () -> job.run(task));
            if (run.failure() != null) {
                return 1;
            }
        }
        if (!choice.merge) {
            return 0;
        }
        return shown(page, "merging", false, job::merge).failure() == null ? 0 : 1;
    }

    private LocalRun shown(TaskPage page, String label, boolean brief, Supplier<LocalRun> action) {
        LocalRun run = page.during(label, action);
        if (json) {
            System.out.println(new String(ModelJson.write(run), StandardCharsets.UTF_8));
        } else if (brief && run.failure() == null) {
            page.mention(run);
        } else {
            page.show(run);
        }
        return run;
    }

    private Path root(Workload workload) {
        try {
            if (keep == null) {
                return Files.createTempDirectory("dropbatch-" + workload.name() + "-")
                        .toAbsolutePath();
            }
            Files.createDirectories(keep);
            try (Stream<Path> entries = Files.list(keep)) {
                if (entries.findAny().isPresent()) {
                    throw CliException.wrongUse("--keep " + keep + ": the folder has to be empty, nothing was run");
                }
            }
            return keep.toAbsolutePath().normalize();
        } catch (IOException e) {
            throw CliException.wrongUse("cannot make a folder to run in: " + e.getMessage());
        }
    }
}
