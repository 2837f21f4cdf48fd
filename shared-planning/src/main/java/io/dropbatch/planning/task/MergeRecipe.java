package io.dropbatch.planning.task;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.result.VerifiedTask.VerifiedOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tasks of a merge level from the verified outputs of the level below.
 *
 * @param previous the last merge of the round before; absent in the first round
 * @param margin that Batch's time limit leaves for transfers beyond the workload's own
 */
public record MergeRecipe(
        Plan plan, JobFacts facts, int level, @Nullable VerifiedTask previous, Duration margin) {

    private static final String IN = "_dropbatch/in";

    /** The recipe of a merge in the first round, or the only one. */
    public MergeRecipe(Plan plan, JobFacts facts, int level, Duration margin) {
        this(plan, facts, level, null, margin);
    }

    /**
     * Makes one task.
     *
     * @param inputs in the order of the level below, consecutive tasks
     */
    public TaskSpec task(int index, List<VerifiedTask> inputs) {
        TaskId id = TaskId.of(level, index);
        return new TaskSpec(
                        id,
                        files(id, inputs),
                        byPrefix(id, inputs),
                        environment(index),
                        OutputLayout.task(facts.job(), id),
                        plan.workload().tasks().retries(),
                        plan.workload().tasks().timeout().plus(margin))
                .on(TaskPlacement.of(plan.workload()));
    }

    private Map<String, String> environment(int index) {
        Map<String, String> environment = new TreeMap<>(round().variables());
        environment.put("DROPBATCH_LEVEL", Integer.toString(level));
        environment.put("TASK_INDEX", Integer.toString(index));
        environment.put("TASK_COUNT", Integer.toString(facts.tasks(level)));
        return environment;
    }

    private RoundInputs round() {
        return new RoundInputs(plan, facts, level, previous);
    }

    /** Where the list of a task's inputs lies within the system container. */
    public String listPath(int index) {
        return SystemLayout.mergeList(facts.job(), TaskId.of(level, index).value());
    }

    /** What the harness checks and lays out, one verified output a line. */
    public String list(List<VerifiedTask> inputs) {
        StringBuilder list = new StringBuilder();
        for (VerifiedTask input : inputs) {
            for (VerifiedOutput output : input.outputs()) {
                list.append(output.sha256()).append(' ').append(input.blobOf(output));
                list.append('\t').append(place(input, output)).append('\n');
            }
        }
        return list.toString();
    }

    private List<FileSource> files(TaskId id, List<VerifiedTask> inputs) {
        List<FileSource> files = new ArrayList<>(inputs.size() + 3);
        files.add(listOf(id));
        files.addAll(round().files());
        for (VerifiedTask input : inputs) {
            if (!input.outputs().isEmpty()) {
                files.add(new FileSource.Folder(ContainerRole.OUTPUTS, input.base() + "out/", IN, only(input)));
            }
        }
        return files;
    }

    /** Logs and markers of the tasks come too; the harness takes what the list names. */
    private List<FileSource> byPrefix(TaskId id, List<VerifiedTask> inputs) {
        List<FileSource> ofRound = round().files();
        int room = TaskPrefixes.MOST - ofRound.size();
        if (inputs.size() <= room) {
            return List.of();
        }
        Map<String, List<VerifiedTask>> byAttempt = inputs.stream()
                .collect(Collectors.groupingBy(VerifiedTask::attemptFolder, TreeMap::new, Collectors.toList()));
        int most = room / byAttempt.size();
        List<FileSource> files = new ArrayList<>(TaskPrefixes.MOST + 1);
        files.add(listOf(id));
        files.addAll(ofRound);
        byAttempt.forEach((attempt, tasks) -> {
            int first = tasks.getFirst().task().index();
            int last = tasks.getLast().task().index();
            for (String prefix : TaskPrefixes.of(level - 1, first, last, facts.tasks(level - 1), most)) {
                files.add(new FileSource.Folder(ContainerRole.OUTPUTS, attempt + prefix, IN));
            }
        });
        return files;
    }

    private FileSource listOf(TaskId id) {
        return new FileSource.OneBlob(
                ContainerRole.SYSTEM, SystemLayout.mergeList(facts.job(), id.value()), "_dropbatch/merge.list");
    }

    /** A task's only output goes where the merge is going to find it. */
    private static Optional<FileSource.OneBlob> only(VerifiedTask input) {
        if (input.outputs().size() != 1) {
            return Optional.empty();
        }
        VerifiedOutput output = input.outputs().getFirst();
        return Optional.of(
                new FileSource.OneBlob(ContainerRole.OUTPUTS, input.blobOf(output), IN + "/" + place(input, output)));
    }

    private static String place(VerifiedTask input, VerifiedOutput output) {
        return input.task() + "/" + output.path();
    }
}
