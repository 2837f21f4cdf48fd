package io.dropbatch.localazure.batch.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.MultiInstance;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import io.dropbatch.localazure.batch.limits.LimitsUnavailable;
import io.dropbatch.localazure.batch.limits.MemoryKill;
import io.dropbatch.localazure.batch.limits.TaskGroup;
import io.dropbatch.localazure.batch.limits.TaskGroups;
import io.dropbatch.localazure.batch.limits.TaskLimits;
import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Limits tasks to the resources for a slot in the pool's metadata or the server's options. By default there is no
 * limit, as on Azure, where the tasks of a node share it.
 */
public final class TaskConfinement implements AutoCloseable {

    private static final String CPU = "localazure.cpuPerSlot";
    private static final String MEMORY = "localazure.memoryPerSlot";

    private final TaskLimits usual;
    private final TaskGroups groups;
    private final LongAdder memoryKills = new LongAdder();

    private TaskConfinement(TaskLimits usual, TaskGroups groups) {
        this.usual = usual;
        this.groups = groups;
    }

    /**
     * The confinement of an account in a folder.
     *
     * @param usual what a slot may use in pools without own limits
     */
    public static TaskConfinement in(Path folder, TaskLimits usual) throws LimitsUnavailable {
        TaskConfinement confinement = new TaskConfinement(usual, TaskGroups.of(folder));
        confinement.require(usual);
        return confinement;
    }

    /** A description of what limits tasks, for the operator of the server. */
    public String state() {
        return groups.state();
    }

    /** The number of runs that failed because the kernel ended one of their processes for its memory. */
    public long memoryKills() {
        return memoryKills.sum();
    }

    @Override
    public void close() {
        groups.close();
    }

    /** Refuses a pool with limits that are invalid or that this machine cannot apply. */
    public void check(PoolDefinition pool) {
        for (Map.Entry<String, String> wish : wishes(pool).entrySet()) {
            try {
                require(with(TaskLimits.NONE, wish));
            } catch (IllegalArgumentException | LimitsUnavailable e) {
                throw BatchError.property(wish.getKey(), wish.getValue(), String.valueOf(e.getMessage()));
            }
        }
    }

    /** Creates the group for a run. */
    public TaskGroup open(RunOrder order) throws RunFailure {
        try {
            TaskLimits limits = limits(order);
            if (limits.none()) {
                return TaskGroup.NONE;
            }
            require(limits);
            return groups.open(limits, order.place().directory());
        } catch (LimitsUnavailable | IOException | IllegalArgumentException e) {
            // Never run without the limits: the user relies on them.
            throw RunFailure.user(
                    "CommandLaunchFailed",
                    "Failed to launch the specified command line",
                    "The task could not be limited as its pool demands: " + e.getMessage());
        }
    }

    /** Whether later commands may need what a run leaves running: start and preparation tasks, coordination commands. */
    public static boolean serves(RunOrder order) {
        return order.share().slots() == 0 || order.isFor(MultiInstance.Stage.COORDINATION);
    }

    /** A task's process has ended; ends its leftover processes too, unless later commands need them. */
    public void close(RunOrder order, TaskGroup group) {
        if (group == TaskGroup.NONE) {
            return;
        }
        if (!serves(order)) {
            group.kill();
        }
        groups.close(group, order.place().directory());
    }

    public void endLeftIn(Path directory) {
        groups.endLeftIn(directory);
    }

    /**
     * Why a run with an exit code other than 0 failed; it has Azure's code for that, so that retries work as on Azure.
     */
    public FailureInfo failure(RunOrder order, TaskGroup group) {
        return group.memoryKill().map(kill -> outOfMemory(order, kill)).orElseGet(FailureInfo::exitCode);
    }

    /** The limits of a run: those of its slots, or of the whole node for a run without slots, such as a start task. */
    private TaskLimits limits(RunOrder order) {
        PoolDefinition pool = order.share().pool();
        TaskLimits limits = usual;
        for (Map.Entry<String, String> wish : wishes(pool).entrySet()) {
            limits = with(limits, wish);
        }
        return limits.times(order.share().slots() > 0 ? order.share().slots() : pool.slotsPerNode());
    }

    private void require(TaskLimits limits) throws LimitsUnavailable {
        if (!limits.none() && !ShellStarter.AVAILABLE) {
            throw new LimitsUnavailable("/bin/dash, /usr/bin/setsid or /proc is missing");
        }
        groups.require(limits);
    }

    private FailureInfo outOfMemory(RunOrder order, MemoryKill kill) {
        memoryKills.increment();
        note(order.place().directory().resolve("stderr.txt"), kill);
        FailureInfo usualFailure = FailureInfo.exitCode();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("Message", kill + ".");
        details.put("MemoryLimitBytes", Long.toString(kill.limit()));
        kill.peak().ifPresent(peak -> details.put("MemoryPeakBytes", Long.toString(peak)));
        return new FailureInfo(usualFailure.category(), usualFailure.code(), usualFailure.message(), details);
    }

    /** Writes the reason to stderr, where users look first and which may be uploaded. */
    private static void note(Path errors, MemoryKill kill) {
        try (FileOutputStream out = new FileOutputStream(errors.toFile(), true)) {
            out.write((kill + ".\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The failure has the same message.
            return;
        }
    }

    private static TaskLimits with(TaskLimits limits, Map.Entry<String, String> wish) {
        return wish.getKey().equals(CPU) ? limits.withCpu(wish.getValue()) : limits.withMemory(wish.getValue());
    }

    private static Map<String, String> wishes(PoolDefinition pool) {
        Map<String, String> wishes = new LinkedHashMap<>();
        for (JsonNode item : pool.source().path("metadata")) {
            String name = item.path("name").asText();
            if (name.equals(CPU) || name.equals(MEMORY)) {
                wishes.put(name, item.path("value").asText());
            }
        }
        return wishes;
    }
}
