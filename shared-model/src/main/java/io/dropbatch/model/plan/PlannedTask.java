package io.dropbatch.model.plan;

import io.dropbatch.model.drop.DropTrigger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One task of the map level.
 *
 * @param index from 1
 * @param inputs the task's own inputs, besides the shared ones
 * @param rows the task's part of the row file
 * @param parameters reach the command as {@code PARAM_<NAME>}, besides the manifest's
 * @param file in a rolling job: the file whose submission the task is
 * @param prefixes of many inputs: beginnings of paths that they have and nothing else in the drop has; a node can be
 *     told to bring whatever begins so
 */
public record PlannedTask(
        int index,
        List<PlannedInput> inputs,
        @Nullable RowSlice rows,
        Map<String, String> parameters,
        @Nullable DropTrigger file,
        @Nullable List<String> prefixes) {

    /** A task of a drop, as opposed to that of a file with a submission of its own. */
    public PlannedTask(int index, List<PlannedInput> inputs, @Nullable RowSlice rows, Map<String, String> parameters) {
        this(index, inputs, rows, parameters, null, null);
    }

    /** A task of a rolling job. */
    public PlannedTask(
            int index,
            List<PlannedInput> inputs,
            @Nullable RowSlice rows,
            Map<String, String> parameters,
            @Nullable DropTrigger file) {
        this(index, inputs, rows, parameters, file, null);
    }

    public PlannedTask {
        inputs = List.copyOf(inputs);
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        prefixes = prefixes == null ? null : List.copyOf(prefixes);
    }

    /** The same task, whose many inputs have these beginnings in common. */
    public PlannedTask withPrefixes(List<String> common) {
        return new PlannedTask(index, inputs, rows, parameters, file, common);
    }
}
