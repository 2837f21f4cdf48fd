package io.dropbatch.planning.plan;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.FileGroup;
import io.dropbatch.model.workload.FileSelection;
import io.dropbatch.planning.drop.DropContents;
import io.dropbatch.planning.drop.DropRefusals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The files of a drop that become tasks, one by one or in groups.
 *
 * @param groups in the order of their first files
 */
public record FileTasks(List<Group> groups) {

    /**
     * The files of one task, in the order of their paths.
     *
     * @param parameters the named parts of their names; empty when the file stands alone
     */
    public record Group(List<PlannedInput> files, Map<String, String> parameters) {}

    /** Names a folder and the values of the named parts. */
    private record Key(String folder, Map<String, String> parts) {}

    /** The tasks, or why a file or a group does not fit. */
    public sealed interface Result {
        /** Every selected file has its task. */
        record Grouped(FileTasks tasks) implements Result {}

        /** A file belongs to no group, a group is incomplete, or nothing is selected. */
        record Refused(Failure failure) implements Result {}
    }

    public FileTasks {
        groups = List.copyOf(groups);
    }

    public static Result of(FileSelection selection, DropContents contents) {
        Predicate<String> selected = selection.matcher();
        List<PlannedInput> files = contents.inputs().stream()
                .filter(input -> selected.test(input.path()))
                .toList();
        if (files.isEmpty()) {
            return new Result.Refused(DropRefusals.nothingMatches(selection, contents));
        }
        FileGroup group = selection.group();
        return group == null ? new Result.Grouped(alone(files)) : grouped(files, group);
    }

    private static FileTasks alone(List<PlannedInput> files) {
        return new FileTasks(
                files.stream().map(file -> new Group(List.of(file), Map.of())).toList());
    }

    private static Result grouped(List<PlannedInput> files, FileGroup group) {
        var matcher = group.pattern().matcher();
        Map<Key, List<PlannedInput>> byKey = new LinkedHashMap<>();
        for (PlannedInput file : files) {
            Optional<Map<String, String>> parts = matcher.parts(file.path());
            if (parts.isEmpty()) {
                return new Result.Refused(DropRefusals.inNoGroup(file.path(), group));
            }
            byKey.computeIfAbsent(new Key(folderOf(file.path()), parts.get()), key -> new ArrayList<>())
                    .add(file);
        }
        for (Map.Entry<Key, List<PlannedInput>> entry : byKey.entrySet()) {
            List<PlannedInput> members = entry.getValue();
            if (group.size() != null && group.size() != members.size()) {
                List<String> names = members.stream().map(PlannedInput::path).toList();
                return new Result.Refused(
                        DropRefusals.groupOfOtherSize(entry.getKey().parts(), names, group));
            }
        }
        return new Result.Grouped(new FileTasks(byKey.entrySet().stream()
                .map(entry -> new Group(entry.getValue(), parameters(entry.getKey())))
                .toList()));
    }

    /** The tasks of the plan, numbered from 1. */
    public Stream<PlannedTask> planned() {
        return IntStream.range(0, groups.size())
                .mapToObj(i -> new PlannedTask(
                        i + 1, groups.get(i).files(), null, groups.get(i).parameters()));
    }

    /** The paths of all files that belong to a task. */
    public Set<String> paths() {
        return groups.stream()
                .flatMap(group -> group.files().stream())
                .map(PlannedInput::path)
                .collect(Collectors.toSet());
    }

    /** How many groups of which sizes there are; nothing when each file is a task. */
    public List<String> notes(FileSelection selection) {
        FileGroup group = selection.group();
        return group == null ? List.of() : List.of(note(group.pattern().value()));
    }

    private String note(String pattern) {
        int smallest =
                groups.stream().mapToInt(group -> group.files().size()).min().orElse(0);
        int largest =
                groups.stream().mapToInt(group -> group.files().size()).max().orElse(0);
        if (smallest == largest) {
            return "The files form %d groups of %d by '%s'.".formatted(groups.size(), smallest, pattern);
        }
        Group odd = groups.stream()
                .filter(group -> group.files().size() == smallest)
                .findFirst()
                .orElseThrow();
        return ("The files form %d groups of %d to %d by '%s'; the smallest has %s. Say 'size' in the workload to have"
                        + " all groups alike.")
                .formatted(
                        groups.size(),
                        smallest,
                        largest,
                        pattern,
                        odd.files().getFirst().path());
    }

    private static Map<String, String> parameters(Key key) {
        Map<String, String> parameters = new TreeMap<>();
        key.parts().forEach((name, value) -> parameters.put(name.toUpperCase(Locale.ROOT), value));
        return parameters;
    }

    private static String folderOf(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
