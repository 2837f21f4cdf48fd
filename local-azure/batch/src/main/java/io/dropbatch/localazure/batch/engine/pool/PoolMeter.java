package io.dropbatch.localazure.batch.engine.pool;

import io.dropbatch.localazure.batch.autoscale.sample.MetricSample;
import io.dropbatch.localazure.batch.autoscale.sample.PoolMetric;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.model.pool.NodeState;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.SlotDemand;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Measures a pool for its formula: pending tasks, nodes and their load. */
final class PoolMeter {

    private static final Set<NodeState> USABLE = EnumSet.of(NodeState.IDLE, NodeState.RUNNING);

    private final Pool pool;
    private int active;
    private int running;
    private int succeeded;
    private int failed;
    private int dedicated;
    private int lowPriority;
    private int preempted;
    private int usable;
    private int usedSlots;

    private PoolMeter(Pool pool) {
        this.pool = pool;
    }

    static MetricSample measure(Pool pool, Iterable<Job> jobs, Instant time) {
        PoolMeter meter = new PoolMeter(pool);
        for (Job job : jobs) {
            if (job.spec().pool().equals(pool.id())) {
                meter.count(job);
            }
        }
        pool.nodes().values().forEach(meter::count);
        return MetricSample.of(time, meter::value);
    }

    private void count(Job job) {
        // The tasks of a disabled or completed job stay active but cannot run, so they do not count.
        active += job.state() == JobState.ACTIVE ? ready(job) : 0;
        running += job.tally().running();
        succeeded += job.tally().succeeded();
        failed += job.tally().failed();
    }

    /** The tasks that could run; a multi-instance task counts once for each instance. */
    private int ready(Job job) {
        return pool.spec().interNodeCommunication()
                ? job.ready().values().stream().mapToInt(this::instances).sum()
                : job.ready().size();
    }

    private int instances(Task task) {
        return task.mayHaveInstances() ? Math.max(1, SlotDemand.of(task, pool).nodes()) : 1;
    }

    private void count(Node node) {
        dedicated += node.dedicated() ? 1 : 0;
        lowPriority += node.dedicated() ? 0 : 1;
        preempted += node.state() == NodeState.PREEMPTED ? 1 : 0;
        usable += USABLE.contains(node.state()) ? 1 : 0;
        usedSlots += node.usedSlots();
    }

    private double value(PoolMetric metric) {
        return switch (metric) {
            case ACTIVE_TASKS -> active;
            case RUNNING_TASKS -> running;
            case PENDING_TASKS -> active + running;
            case SUCCEEDED_TASKS -> succeeded;
            case FAILED_TASKS -> failed;
            case CPU_PERCENT -> busy();
            case SAMPLE_NODE_COUNT -> dedicated + lowPriority;
            case CURRENT_DEDICATED_NODES -> dedicated;
            case CURRENT_LOW_PRIORITY_NODES -> lowPriority;
            case PREEMPTED_NODE_COUNT -> preempted;
            case USABLE_NODE_COUNT -> usable;
            case TASK_SLOTS_PER_NODE -> pool.slotsPerNode();
            case WALL_CLOCK_SECONDS,
                    MEMORY_BYTES,
                    DISK_BYTES,
                    DISK_READ_BYTES,
                    DISK_WRITE_BYTES,
                    DISK_READ_OPS,
                    DISK_WRITE_OPS,
                    NETWORK_IN_BYTES,
                    NETWORK_OUT_BYTES -> throw new IllegalArgumentException(metric + " is not measured any more");
        };
    }

    /** The share of used slots. All nodes share one machine, so its processor load would be the same for each pool. */
    private double busy() {
        int slots = (dedicated + lowPriority) * pool.slotsPerNode();
        return slots == 0 ? 0 : (double) usedSlots / slots;
    }
}
