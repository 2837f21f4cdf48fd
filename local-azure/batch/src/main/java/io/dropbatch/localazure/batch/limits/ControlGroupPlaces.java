package io.dropbatch.localazure.batch.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The control groups of this process, read from {@code /proc/self}; reading changes nothing.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
final class ControlGroupPlaces {

    private final List<Membership> memberships;
    private final List<Mount> mounts;

    private ControlGroupPlaces(List<Membership> memberships, List<Mount> mounts) {
        this.memberships = memberships;
        this.mounts = mounts;
    }

    /**
     * Reads the control groups of a process.
     *
     * @param process such as {@code /proc/self}
     * @param root the root of the mount points, {@code /} except in tests
     */
    static ControlGroupPlaces read(Path process, Path root) throws LimitsUnavailable {
        try {
            List<Membership> memberships = new ArrayList<>();
            for (String line : ControlFile.lines(process.resolve("cgroup"))) {
                Membership.parse(line).ifPresent(memberships::add);
            }
            List<Mount> mounts = new ArrayList<>();
            for (String line : ControlFile.lines(process.resolve("mountinfo"))) {
                Mount.parse(line, root).ifPresent(mounts::add);
            }
            return new ControlGroupPlaces(memberships, mounts);
        } catch (IOException e) {
            throw new LimitsUnavailable("this is no Linux with control groups (" + e.getMessage() + ")");
        }
    }

    /** The group of this process for a controller. */
    ControlGroupPlace of(GroupController controller) throws LimitsUnavailable {
        Optional<ControlGroupPlace> classic = classic(controller);
        if (classic.isPresent()) {
            return classic.get();
        }
        Optional<ControlGroupPlace> unified = unified();
        if (unified.isEmpty()) {
            throw new LimitsUnavailable("no control groups with a " + controller.word() + " controller are mounted");
        }
        ControlGroupPlace place = unified.get();
        if (!has(place, controller)) {
            throw new LimitsUnavailable("its control group " + place.group() + " has no " + controller.word()
                    + " controller in cgroup.controllers");
        }
        return place;
    }

    private Optional<ControlGroupPlace> classic(GroupController controller) {
        for (Mount mount : mounts) {
            for (Membership membership : memberships) {
                boolean same = mount.has(controller.word()) && membership.has(controller.word());
                Optional<Path> group = same ? mount.find(membership.path()) : Optional.empty();
                if (group.isPresent()) {
                    return group.map(path -> new ControlGroupPlace(path, false));
                }
            }
        }
        return Optional.empty();
    }

    /** The group of this process in version 2, with any controllers. */
    Optional<ControlGroupPlace> unified() {
        for (Mount mount : mounts) {
            for (Membership membership : memberships) {
                boolean same = mount.unified() && membership.unified();
                Optional<Path> group = same ? mount.find(membership.path()) : Optional.empty();
                if (group.isPresent()) {
                    return group.map(path -> new ControlGroupPlace(path, true).outOfLeaf());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean has(ControlGroupPlace place, GroupController controller) {
        try {
            return List.of(ControlFile.read(place.group().resolve("cgroup.controllers"))
                            .strip()
                            .split(" ", -1))
                    .contains(controller.word());
        } catch (IOException e) {
            return false;
        }
    }

    /** A line of {@code /proc/self/cgroup}: hierarchy, controllers and the path of the process's group. */
    private record Membership(boolean unified, List<String> controllers, String path) {

        static Optional<Membership> parse(String line) {
            String[] fields = line.split(":", 3);
            return fields.length < 3
                    ? Optional.empty()
                    : Optional.of(new Membership(line.startsWith("0::"), List.of(fields[1].split(",", -1)), fields[2]));
        }

        boolean has(String controller) {
            return controllers.contains(controller);
        }
    }

    /** A line of {@code /proc/self/mountinfo}: which group of which hierarchy is mounted at which directory. */
    private record Mount(boolean unified, List<String> options, String root, Path point) {

        static Optional<Mount> parse(String line, Path below) {
            String[] halves = line.split(" - ", 2);
            String[] first = halves[0].split(" ", -1);
            String[] second = halves.length < 2 ? new String[0] : halves[1].split(" ", -1);
            boolean cgroup = first.length >= 5 && second.length >= 3 && second[0].matches("cgroup2?");
            if (!cgroup) {
                return Optional.empty();
            }
            Path point = below.resolve("." + plain(first[4])).normalize();
            return Optional.of(
                    new Mount(second[0].equals("cgroup2"), List.of(second[2].split(",", -1)), plain(first[3]), point));
        }

        boolean has(String controller) {
            return !unified && options.contains(controller);
        }

        /** The directory of a group; empty when the group is not mounted. */
        Optional<Path> find(String group) {
            String inside = root.equals("/") ? group : group.startsWith(root) ? group.substring(root.length()) : "/..";
            boolean below = (inside.isEmpty() || inside.startsWith("/")) && !inside.startsWith("/..");
            Path path = point.resolve("." + inside).normalize();
            return below && Files.isDirectory(path) ? Optional.of(path) : Optional.empty();
        }

        /** Blanks are escaped as octal numbers. */
        private static String plain(String field) {
            return field.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
        }
    }
}
