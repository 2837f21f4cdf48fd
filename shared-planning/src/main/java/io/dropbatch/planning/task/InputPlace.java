package io.dropbatch.planning.task;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.SplitOutputs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the inputs of planned tasks lie.
 *
 * @param folder with a slash at its end; their paths are relative to it
 */
record InputPlace(ContainerRole container, String folder) {

    private static final String IN = "_dropbatch/in/";

    static InputPlace ofDrop(Plan plan) {
        return new InputPlace(ContainerRole.INBOX, plan.trigger().prefix());
    }

    /** Of the map level: the drop itself, or what it was split into. */
    static InputPlace ofMap(Plan plan) {
        @Nullable SplitOutputs split = plan.split();
        return split == null ? ofDrop(plan) : new InputPlace(ContainerRole.OUTPUTS, split.folder());
    }

    List<FileSource> files(PlannedTask planned) {
        return planned.inputs().stream().map(this::file).toList();
    }

    /** The harness takes what the list of the inputs names out of the folder. */
    List<FileSource> byPrefix(PlannedTask planned) {
        @Nullable List<String> prefixes = planned.prefixes();
        if (prefixes == null) {
            return List.of();
        }
        Stream<FileSource> folders =
                prefixes.stream().map(prefix -> new FileSource.Folder(container, folder + prefix, "_dropbatch/drop"));
        Stream<FileSource> alone = planned.inputs().stream()
                .filter(input -> prefixes.stream().noneMatch(input.path()::startsWith))
                .map(this::file);
        return Stream.concat(folders, alone).toList();
    }

    /** What the harness has to know of a task of this level, and what the command gets of it. */
    Map<String, String> variables(PlannedTask planned, int level, int tasks) {
        Map<String, String> variables = new TreeMap<>(JobRecipe.variables(planned.parameters()));
        variables.put("DROPBATCH_LEVEL", Integer.toString(level));
        variables.put("TASK_INDEX", Integer.toString(planned.index()));
        variables.put("TASK_COUNT", Integer.toString(tasks));
        variables.put("DROPBATCH_INPUTS", inputs(planned.inputs()));
        if (planned.prefixes() != null) {
            variables.put("DROPBATCH_DROP", folder);
        }
        return variables;
    }

    private FileSource file(PlannedInput input) {
        return new FileSource.OneBlob(container, folder + input.path(), IN + input.path());
    }

    private static String inputs(List<PlannedInput> inputs) {
        return inputs.stream()
                .map(input -> (input.sha256() == null ? "-" : input.sha256()) + " " + input.path())
                .collect(Collectors.joining("\n"));
    }
}
