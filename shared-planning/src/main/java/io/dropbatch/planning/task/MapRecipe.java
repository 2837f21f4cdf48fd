package io.dropbatch.planning.task;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowFile;
import io.dropbatch.model.plan.RowSlice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tasks of the map level from the plan.
 *
 * @param margin that Batch's time limit leaves for transfers beyond the workload's own
 */
public record MapRecipe(Plan plan, JobFacts facts, Duration margin) {

    public TaskSpec task(PlannedTask planned) {
        TaskId id = TaskId.of(0, planned.index());
        return new TaskSpec(
                id,
                planned.inputs().stream().map(this::file).toList(),
                byPrefix(planned),
                environment(planned),
                OutputLayout.task(facts.job(), id),
                plan.workload().tasks().retries(),
                plan.workload().tasks().timeout().plus(margin));
    }

    private FileSource file(PlannedInput input) {
        return new FileSource.OneBlob(
                ContainerRole.INBOX, plan.trigger().prefix() + input.path(), "_dropbatch/in/" + input.path());
    }

    /** The harness takes what the list of the inputs names out of the folder. */
    private List<FileSource> byPrefix(PlannedTask planned) {
        @Nullable List<String> prefixes = planned.prefixes();
        if (prefixes == null) {
            return List.of();
        }
        Stream<FileSource> folders = prefixes.stream()
                .map(prefix -> new FileSource.Folder(
                        ContainerRole.INBOX, plan.trigger().prefix() + prefix, "_dropbatch/drop"));
        Stream<FileSource> alone = planned.inputs().stream()
                .filter(input -> prefixes.stream().noneMatch(input.path()::startsWith))
                .map(this::file);
        return Stream.concat(folders, alone).toList();
    }

    private Map<String, String> environment(PlannedTask planned) {
        Map<String, String> environment = new TreeMap<>(JobRecipe.variables(planned.parameters()));
        environment.put("DROPBATCH_LEVEL", "0");
        environment.put("TASK_INDEX", Integer.toString(planned.index()));
        environment.put("TASK_COUNT", Integer.toString(facts.tasks(0)));
        environment.put("DROPBATCH_INPUTS", inputs(planned.inputs()));
        if (planned.prefixes() != null) {
            environment.put("DROPBATCH_DROP", plan.trigger().prefix());
        }
        @Nullable RowFile file = plan.rowFile();
        @Nullable RowSlice rows = planned.rows();
        if (file != null && rows != null) {
            environment.put(
                    "DROPBATCH_ROWS",
                    file.headerBytes() + " " + rows.from() + " " + rows.bytes() + " "
                            + file.input().path());
        }
        return environment;
    }

    private static String inputs(List<PlannedInput> inputs) {
        return inputs.stream()
                .map(input -> (input.sha256() == null ? "-" : input.sha256()) + " " + input.path())
                .collect(Collectors.joining("\n"));
    }
}
