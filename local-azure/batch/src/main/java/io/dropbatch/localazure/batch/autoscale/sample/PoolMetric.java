package io.dropbatch.localazure.batch.autoscale.sample;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metrics of a pool that a formula can read.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-automatic-scaling#read-only-service-defined-variables">
 *     the read-only variables</a>
 */
public enum PoolMetric {
    ACTIVE_TASKS("$ActiveTasks"),
    RUNNING_TASKS("$RunningTasks"),
    PENDING_TASKS("$PendingTasks"),
    SUCCEEDED_TASKS("$SucceededTasks"),
    FAILED_TASKS("$FailedTasks"),
    CPU_PERCENT("$CPUPercent"),
    SAMPLE_NODE_COUNT("$SampleNodeCount"),
    CURRENT_DEDICATED_NODES("$CurrentDedicatedNodes", "$CurrentDedicated"),
    CURRENT_LOW_PRIORITY_NODES("$CurrentLowPriorityNodes", "$CurrentLowPriority"),
    PREEMPTED_NODE_COUNT("$PreemptedNodeCount"),
    USABLE_NODE_COUNT("$UsableNodeCount"),
    TASK_SLOTS_PER_NODE("$TaskSlotsPerNode"),
    WALL_CLOCK_SECONDS("$WallClockSeconds"),
    MEMORY_BYTES("$MemoryBytes"),
    DISK_BYTES("$DiskBytes"),
    DISK_READ_BYTES("$DiskReadBytes"),
    DISK_WRITE_BYTES("$DiskWriteBytes"),
    DISK_READ_OPS("$DiskReadOps"),
    DISK_WRITE_OPS("$DiskWriteOps"),
    NETWORK_IN_BYTES("$NetworkInBytes"),
    NETWORK_OUT_BYTES("$NetworkOutBytes");

    private static final Map<String, PoolMetric> BY_NAME = new HashMap<>();

    static {
        Arrays.stream(values()).forEach(metric -> metric.names.forEach(name -> BY_NAME.put(name, metric)));
    }

    private final List<String> names;

    PoolMetric(String... names) {
        this.names = List.of(names);
    }

    public static Optional<PoolMetric> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whether Azure has stopped sampling it (March 2024): formulas may name it but find no samples. */
    public boolean retired() {
        return compareTo(WALL_CLOCK_SECONDS) >= 0;
    }

    @Override
    public String toString() {
        return names.get(0);
    }
}
