package io.dropbatch.localazure.batch.limits;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The control groups of one account's tasks: below the group of this process, in one group named after the account's
 * folder. It reads and creates nothing before a limit is requested.
 */
public final class TaskGroups implements AutoCloseable {

    private static final Path SELF = Path.of("/proc/self");

    private final Path process;
    private final Path root;
    private final LeftoverGroups leftoverGroups;
    private final Map<GroupController, Base> bases = new EnumMap<>(GroupController.class);
    // Groups that could not be removed yet, for example because a process of a start task still runs in them.
    private final Map<Path, TaskGroup> left = new ConcurrentHashMap<>();
    private volatile String state = "off";

    TaskGroups(Path folder, Path process, Path root) {
        this.process = process;
        this.root = root;
        this.leftoverGroups = new LeftoverGroups(folder);
    }

    /** The groups of the account in a folder; first removes the groups that a killed server left. */
    public static TaskGroups of(Path folder) {
        TaskGroups groups = new TaskGroups(folder, SELF, Path.of("/"));
        groups.leftoverGroups.remove();
        return groups;
    }

    /** Ensures that this machine can apply such limits. */
    public synchronized void require(TaskLimits limits) throws LimitsUnavailable {
        Set<GroupController> missing = limits.controllers();
        missing.removeAll(bases.keySet());
        if (missing.isEmpty()) {
            return;
        }
        try {
            claim(missing);
        } catch (LimitsUnavailable e) {
            state = String.valueOf(e.getMessage());
            if (bases.isEmpty()) {
                leftoverGroups.remove();
            }
            throw e;
        }
        Set<String> words = new TreeSet<>();
        bases.forEach((controller, base) ->
                words.add(controller.word() + " by " + base.place().version()));
        state = String.join(", ", words);
    }

    /** Creates a group with limits for a run in a directory. */
    public TaskGroup open(TaskLimits limits, Path directory) throws LimitsUnavailable, IOException {
        if (limits.none()) {
            return TaskGroup.NONE;
        }
        require(limits);
        String name = LeftoverGroups.nameOf("task", directory);
        Map<Base, List<GroupController>> shares = shares(limits);
        List<Path> directories =
                shares.keySet().stream().map(base -> base.group(name)).toList();
        try {
            for (Map.Entry<Base, List<GroupController>> share : shares.entrySet()) {
                share.getKey().furnish(name, share.getValue(), limits);
            }
            return new TaskGroup(directories, limits);
        } catch (IOException e) {
            new TaskGroup(directories, TaskLimits.NONE).remove();
            throw e;
        }
    }

    /** The run in a directory has ended; its leftover processes may continue until they are ended. */
    public void close(TaskGroup group, Path directory) {
        if (group.remove()) {
            left.remove(directory);
        } else {
            left.put(directory, group);
        }
    }

    /** Ends the leftover processes of runs in a directory. */
    public void endLeftIn(Path directory) {
        TaskGroup group = left.remove(directory);
        if (group != null) {
            group.kill();
            group.remove();
        }
    }

    /** A description of what limits tasks, for the operator of the server. */
    public String state() {
        return state;
    }

    /** Ends everything in the groups and removes them. */
    @Override
    public synchronized void close() {
        if (!bases.isEmpty()) {
            bases.clear();
            leftoverGroups.remove();
        }
    }

    private void claim(Set<GroupController> controllers) throws LimitsUnavailable {
        ControlGroupPlaces places = ControlGroupPlaces.read(process, root);
        Map<ControlGroupPlace, Set<GroupController>> found = new LinkedHashMap<>();
        for (GroupController controller : controllers) {
            found.computeIfAbsent(places.of(controller), place -> EnumSet.noneOf(GroupController.class))
                    .add(controller);
        }
        Map<GroupController, Base> made = new EnumMap<>(GroupController.class);
        for (Map.Entry<ControlGroupPlace, Set<GroupController>> each : found.entrySet()) {
            ControlGroupPlace place = each.getKey();
            Path directory = place.group().resolve(leftoverGroups.name());
            leftoverGroups.note(directory);
            Base base = new Base(place, directory);
            base.make(each.getValue());
            each.getValue().forEach(controller -> made.put(controller, base));
        }
        bases.putAll(made);
    }

    /** The needed controllers of a hierarchy. */
    private synchronized Map<Base, List<GroupController>> shares(TaskLimits limits) {
        Map<Base, List<GroupController>> shares = new LinkedHashMap<>();
        for (GroupController controller : limits.controllers()) {
            Base base = Objects.requireNonNull(bases.get(controller), "The account is closed");
            shares.computeIfAbsent(base, each -> new ArrayList<>()).add(controller);
        }
        return shares;
    }

    /** The group in which the groups of tasks are created. */
    private record Base(ControlGroupPlace place, Path directory) {

        void make(Set<GroupController> controllers) throws LimitsUnavailable {
            if (place.unified()) {
                ControllerDelegation.enable(place.group(), controllers);
            }
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new LimitsUnavailable(
                        "no control group can be made in " + place.group() + " (" + reason(e) + ")");
            }
            if (place.unified()) {
                ControllerDelegation.enable(directory, controllers);
            }
        }

        Path group(String name) {
            return directory.resolve(name);
        }

        void furnish(String name, List<GroupController> controllers, TaskLimits limits) throws IOException {
            Path group = Files.createDirectories(group(name));
            for (GroupController controller : controllers) {
                for (GroupController.Setting setting : controller.settings(limits, place.unified())) {
                    apply(group.resolve(setting.file()), setting);
                }
            }
        }

        private static void apply(Path file, GroupController.Setting setting) throws IOException {
            if (setting.required() || Files.exists(file)) {
                ControlFile.write(file, setting.value());
            }
        }

        private static String reason(IOException e) {
            String reason = e instanceof FileSystemException one ? one.getReason() : null;
            return reason == null ? e.getClass().getSimpleName() : reason;
        }
    }
}
