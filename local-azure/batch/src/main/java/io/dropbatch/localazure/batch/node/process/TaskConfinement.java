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
 * Holds tasks to what their pool's metadata, or the server's options, allow to a slot. Nothing does by default, as on
 * Azure, where the tasks of a node share it.
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
     * Of an account in a folder.
     *
     * @param usual what a slot may use in pools that do not say
     */
    public static TaskConfinement in(Path folder, TaskLimits usual) throws LimitsUnavailable {
        TaskConfinement confinement = new TaskConfinement(usual, TaskGroups.of(folder));
        confinement.require(usual);
        return confinement;
    }

    /** What limits tasks, for who looks after the server. */
    public String state() {
        return groups.state();
    }

    /** How many runs failed because the kernel ended a process of theirs for its memory. */
    public long memoryKills() {
        return memoryKills.sum();
    }

    @Override
    public void close() {
        groups.close();
    }

    /** Refuses a pool with limits that make no sense or that cannot be kept. */
    public void check(PoolDefinition pool) {
        for (Map.Entry<String, String> wish : wishes(pool).entrySet()) {
            try {
                require(with(TaskLimits.NONE, wish));
            } catch (IllegalArgumentException | LimitsUnavailable e) {
                throw BatchError.property(wish.getKey(), wish.getValue(), String.valueOf(e.getMessage()));
            }
        }
    }

    /** Makes the group for a run. */
    public TaskGroup open(RunOrder order) throws RunFailure {
        try {
            TaskLimits limits = limits(order);
            if (limits.none()) {
                return TaskGroup.NONE;
            }
            require(limits);
            return groups.open(limits, order.directory());
        } catch (LimitsUnavailable | IOException | IllegalArgumentException e) {
            // Never without: who set limits relies on them.
            throw RunFailure.user(
                    "CommandLaunchFailed",
                    "Failed to launch the specified command line",
                    "The task could not be limited as its pool demands: " + e.getMessage());
        }
    }

    /** A task's process has ended; with it ends what it left running, except where that is to serve later commands. */
    public void close(RunOrder order, TaskGroup group) {
        if (group == TaskGroup.NONE) {
            return;
        }
        boolean serves = order.share().slots() == 0 || order.isFor(MultiInstance.Stage.COORDINATION);
        if (!serves) {
            group.kill();
        }
        groups.close(group, order.directory());
    }

    public void endLeftIn(Path directory) {
        groups.endLeftIn(directory);
    }

    /** Why a run with an exit code other than 0 failed; the code is Azure's for that, so that it is repeated as there. */
    public FailureInfo failure(RunOrder order, TaskGroup group) {
        return group.memoryKill().map(kill -> outOfMemory(order, kill)).orElseGet(FailureInfo::exitCode);
    }

    /** What a run may use: its slots' share; one that takes no slot, such as a start task, as much as its whole node. */
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
        note(order.directory().resolve("stderr.txt"), kill);
        FailureInfo usualFailure = FailureInfo.exitCode();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("Message", kill + ".");
        details.put("MemoryLimitBytes", Long.toString(kill.limit()));
        kill.peak().ifPresent(peak -> details.put("MemoryPeakBytes", Long.toString(peak)));
        return new FailureInfo(usualFailure.category(), usualFailure.code(), usualFailure.message(), details);
    }

    /** Where people look first, and all that an uploaded error output can tell. */
    private static void note(Path errors, MemoryKill kill) {
        try (FileOutputStream out = new FileOutputStream(errors.toFile(), true)) {
            out.write((kill + ".\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The failure itself says the same.
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
