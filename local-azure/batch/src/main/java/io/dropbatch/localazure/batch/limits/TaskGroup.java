package io.dropbatch.localazure.batch.limits;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/** The control group of one task, which is one directory for each hierarchy that limits it. */
public final class TaskGroup {

    /** The group of a task without limits. */
    public static final TaskGroup NONE = new TaskGroup(List.of(), TaskLimits.NONE);

    private static final int ROUNDS = 200;
    private static final int TRIES = 25;
    private static final long PAUSE_NANOS = 2_000_000;
    // No task needs more nested groups, and the loop must end.
    private static final int DEEPEST = 8;

    private final List<Path> directories;
    private final TaskLimits limits;
    // Another run in the same directory may have left the group behind.
    private final long formerKills;

    TaskGroup(List<Path> directories, TaskLimits limits) {
        this.directories = List.copyOf(directories);
        this.limits = limits;
        this.formerKills = limits.memory() == null ? 0 : kills();
    }

    /** The files to which a process writes its id, so that it and its children are limited from then on. */
    public List<Path> entrances() {
        return directories.stream()
                .map(directory -> directory.resolve("cgroup.procs"))
                .toList();
    }

    /** Whether the kernel ended one of the processes for exceeding the memory limit. */
    public Optional<MemoryKill> memoryKill() {
        Long limit = limits.memory();
        if (limit == null) {
            return Optional.empty();
        }
        return kills() > formerKills ? Optional.of(new MemoryKill(limit, peak())) : Optional.empty();
    }

    /** Ends all processes in it, also those that changed their session or environment. */
    public void kill() {
        for (int round = 0; round < ROUNDS; round++) {
            boolean none = true;
            for (Path directory : directories) {
                none &= killIn(directory, 0);
            }
            if (none) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Removes it once it is empty, which takes the kernel a moment; returns whether it was removed. */
    public boolean remove() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            boolean gone = true;
            for (Path directory : directories) {
                gone &= remove(directory, 0);
            }
            if (gone) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    private long kills() {
        long kills = 0;
        for (Path directory : directories) {
            kills += ControlFile.number(directory.resolve("memory.events"), "oom_kill");
            kills += ControlFile.number(directory.resolve("memory.oom_control"), "oom_kill");
        }
        return kills;
    }

    private OptionalLong peak() {
        for (Path directory : directories) {
            for (String file : List.of("memory.peak", "memory.max_usage_in_bytes")) {
                OptionalLong peak = ControlFile.number(directory.resolve(file));
                if (peak.isPresent()) {
                    return peak;
                }
            }
        }
        return OptionalLong.empty();
    }

    private static boolean killIn(Path directory, int depth) {
        Set<Long> members = members(directory);
        try {
            if (!members.isEmpty() && depth == 0 && Files.exists(directory.resolve("cgroup.kill"))) {
                ControlFile.write(directory.resolve("cgroup.kill"), "1");
                return false;
            }
        } catch (IOException e) {
            // Ends the processes one by one instead.
            members = members(directory);
        }
        for (long member : members) {
            ProcessHandle.of(member).ifPresent(ProcessHandle::destroyForcibly);
        }
        boolean none = members.isEmpty();
        for (Path inner : inner(directory, depth)) {
            none &= killIn(inner, depth + 1);
        }
        return none;
    }

    private static Set<Long> members(Path directory) {
        long self = ProcessHandle.current().pid();
        Set<Long> members = new TreeSet<>();
        try {
            for (String line : ControlFile.lines(directory.resolve("cgroup.procs"))) {
                long pid = Long.parseLong(line.strip());
                if (pid > 1 && pid != self) {
                    members.add(pid);
                }
            }
        } catch (IOException | NumberFormatException e) {
            return Set.of();
        }
        return members;
    }

    private static boolean remove(Path directory, int depth) {
        for (Path inner : inner(directory, depth)) {
            remove(inner, depth + 1);
        }
        try {
            Files.delete(directory);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> inner(Path directory, int depth) {
        List<Path> inner = new ArrayList<>();
        if (depth >= DEEPEST) {
            return inner;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Files::isDirectory)) {
            entries.forEach(inner::add);
        } catch (IOException e) {
            return List.of();
        }
        return inner;
    }
}
