package io.dropbatch.localazure.batch.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Delegates the controllers of a group to the groups in it. In version 2 a group cannot both delegate and contain
 * processes, so its processes move to a leaf first; but only if they are this server, its children and its parents.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#no-internal-process-constraint">No Internal Process
 *     Constraint</a>
 */
final class ControllerDelegation {

    private static final int ROUNDS = 20;

    private ControllerDelegation() {}

    /** Idempotent; serialized within this process, since all its servers share one group. */
    static synchronized void enable(Path group, Set<GroupController> controllers) throws LimitsUnavailable {
        if (enabled(group, controllers)) {
            return;
        }
        try {
            request(group, controllers);
        } catch (IOException e) {
            // The usual reason is that the group contains processes.
            vacate(group);
            try {
                request(group, controllers);
            } catch (IOException again) {
                throw new LimitsUnavailable(
                        "controllers cannot be handed on in " + group + " (" + again.getMessage() + ")");
            }
        }
    }

    static String wish(Set<GroupController> controllers) {
        Set<String> words = new TreeSet<>();
        controllers.forEach(controller -> words.add("+" + controller.word()));
        return String.join(" ", words);
    }

    /** The processes in a group that do not belong to a family. */
    static Set<Long> strangers(Path group, Set<Long> family) throws IOException {
        Set<Long> strangers = members(group);
        strangers.removeAll(family);
        return strangers;
    }

    private static boolean enabled(Path group, Set<GroupController> controllers) {
        try {
            List<String> enabled = List.of(ControlFile.read(group.resolve("cgroup.subtree_control"))
                    .strip()
                    .split(" ", -1));
            return controllers.stream().allMatch(controller -> enabled.contains(controller.word()));
        } catch (IOException e) {
            return false;
        }
    }

    private static void request(Path group, Set<GroupController> controllers) throws IOException {
        ControlFile.write(group.resolve("cgroup.subtree_control"), wish(controllers));
    }

    private static void vacate(Path group) throws LimitsUnavailable {
        try {
            for (int round = 0; round < ROUNDS && !members(group).isEmpty(); round++) {
                Set<Long> strangers = strangers(group, family());
                if (!strangers.isEmpty()) {
                    throw new LimitsUnavailable("other processes share its control group " + group + ", such as "
                            + strangers.iterator().next());
                }
                move(members(group), Files.createDirectories(group.resolve(ControlGroupPlace.LEAF)));
            }
        } catch (IOException e) {
            throw new LimitsUnavailable("its control group " + group + " is not its own (" + e.getMessage() + ")");
        }
    }

    private static void move(Set<Long> processes, Path leaf) throws IOException {
        for (long process : processes) {
            try {
                ControlFile.write(leaf.resolve("cgroup.procs"), Long.toString(process));
            } catch (IOException e) {
                if (ProcessHandle.of(process).isPresent()) {
                    throw e;
                }
            }
        }
    }

    private static Set<Long> members(Path group) throws IOException {
        Set<Long> members = new TreeSet<>();
        ControlFile.lines(group.resolve("cgroup.procs")).forEach(line -> members.add(Long.parseLong(line.strip())));
        return members;
    }

    private static Set<Long> family() {
        Set<Long> family = new HashSet<>();
        ProcessHandle self = ProcessHandle.current();
        self.descendants().forEach(process -> family.add(process.pid()));
        for (ProcessHandle one = self; one != null; one = one.parent().orElse(null)) {
            family.add(one.pid());
        }
        return family;
    }
}
