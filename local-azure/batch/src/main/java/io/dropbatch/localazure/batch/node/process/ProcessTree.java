package io.dropbatch.localazure.batch.node.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends processes with all their descendants, also those that left the process group or lost their parent. It recognises
 * them by session or by the task's directory in their environment, read from {@code /proc}.
 */
public final class ProcessTree {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
    private static final int ROUNDS = 200;
    private static final long PAUSE_NANOS = 2_000_000;
    private static final int SESSION_FIELD = 3;
    private static final int LOOKS = 10;
    private static final String NO_ENVIRONMENT = "\0";

    /** The parent of all threads of the kernel, which have no environment. */
    private static final long KERNEL = 2;

    private ProcessTree() {}

    /**
     * Kills a task's process, its session, its descendants and processes with the task's directory in their
     * environment. In a shared session it spares the shell and other tasks.
     */
    static void killTask(long process, long session, Path directory) {
        String mark = "\0AZ_BATCH_TASK_DIR=" + directory + "\0";
        Set<Long> family = new HashSet<>();
        family.add(process);
        killAll(pid -> {
            boolean member = family.contains(parent(pid)) || environment(pid).contains(mark);
            if (!member && session(pid) == session) {
                member = session == process
                        || (pid != session && !environment(pid).contains("\0AZ_BATCH_TASK_DIR="));
            }
            if (member) {
                family.add(pid);
            }
            return member || pid == process;
        });
    }

    /**
     * Kills what a process that has ended left running, in whatever session. Only processes that are younger are looked
     * at, so that it costs little where nothing is left.
     */
    static void killYounger(long process, Path directory) {
        String mark = "\0AZ_BATCH_TASK_DIR=" + directory + "\0";
        // Numbers of processes begin again at the highest one: then all processes are looked at.
        long first = latest() >= process ? process : 0;
        Set<Long> ended = new HashSet<>();
        Set<Long> undecided = new HashSet<>();
        for (int look = 0; look < LOOKS; look++) {
            undecided.clear();
            killAll(pid -> {
                if (pid <= first) {
                    return false;
                }
                String environment = environment(pid);
                boolean empty = environment.equals(NO_ENVIRONMENT);
                if (empty && (isBetweenPrograms(pid) || hasEnded(pid) && ended.add(pid))) {
                    undecided.add(pid);
                }
                return environment.contains(mark);
            });
            if (undecided.isEmpty()) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** While a process becomes another program it has no environment for a moment; threads of the kernel never have one. */
    private static boolean isBetweenPrograms(long pid) {
        long parent = parent(pid);
        boolean shown = Files.isReadable(Path.of("/proc", Long.toString(pid), "environ"));
        return parent > 0 && parent != KERNEL && shown && !zombie(pid);
    }

    /** Since it was listed it may have started another one, which is not on the list. */
    private static boolean hasEnded(long pid) {
        return parent(pid) < 0 || zombie(pid);
    }

    /** Kills the leftover processes of a task's runs. */
    public static void killLeftBy(Path directory) {
        String mark = "\0AZ_BATCH_TASK_DIR=" + directory + "\0";
        killAll(pid -> environment(pid).contains(mark));
    }

    /** Kills the processes that the previous run of this server left on its nodes. */
    public static void killNodes(Path nodesFolder) {
        String mark = "\0AZ_BATCH_NODE_ROOT_DIR=" + nodesFolder + "/";
        killAll(pid -> environment(pid).contains(mark));
    }

    private static void killAll(Predicate<Long> doomed) {
        long self = ProcessHandle.current().pid();
        for (int round = 0; round < ROUNDS; round++) {
            Set<ProcessHandle> found = new HashSet<>();
            for (long pid : pids()) {
                if (pid != self && doomed.test(pid) && !zombie(pid)) {
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
            if (found.isEmpty()) {
                return;
            }
            found.forEach(ProcessHandle::destroyForcibly);
            // The kernel needs a moment; a fork bomb needs many rounds.
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        LOG.atWarn().log("Some processes of a task did not end");
    }

    private static Set<Long> pids() {
        Set<Long> pids = new java.util.TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                Path.of("/proc"),
                entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))) {
            entries.forEach(entry -> pids.add(Long.parseLong(entry.getFileName().toString())));
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("Cannot list processes");
        }
        return pids;
    }

    /** The process that was started last, on the whole machine; 0 when it is unknown. */
    private static long latest() {
        try {
            String[] fields = Files.readString(Path.of("/proc/loadavg")).strip().split(" ", -1);
            return Long.parseLong(fields[fields.length - 1]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private static long parent(long pid) {
        return field(pid, 1);
    }

    private static long session(long pid) {
        return field(pid, SESSION_FIELD);
    }

    private static boolean zombie(long pid) {
        String[] fields = stat(pid);
        return fields.length > 0 && fields[0].equals("Z");
    }

    private static long field(long pid, int index) {
        String[] fields = stat(pid);
        return fields.length > index ? Long.parseLong(fields[index]) : -1;
    }

    /** The fields of {@code /proc/pid/stat} after the name, which may itself contain blanks and parentheses. */
    private static String[] stat(long pid) {
        String stat = read(pid, "stat");
        int name = stat.lastIndexOf(')');
        return name < 0 ? new String[0] : stat.substring(name + 1).strip().split(" ", -1);
    }

    private static String environment(long pid) {
        return NO_ENVIRONMENT + read(pid, "environ");
    }

    private static String read(long pid, String file) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // The process has ended, or belongs to another user and so is not ours.
            return "";
        }
    }
}
