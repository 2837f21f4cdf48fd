package io.dropbatch.localazure.batch.limits;

import java.util.List;
import java.util.Locale;

/**
 * A part of the kernel that limits groups of processes, with the files that tell it how.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/index.html">Control Groups version 1</a>
 */
enum GroupController {
    CPU {
        @Override
        List<Setting> settings(TaskLimits limits, boolean unified) {
            Long millicores = limits.millicores();
            if (millicores == null) {
                return List.of();
            }
            long quota = millicores * PERIOD_MICROS / 1000;
            return unified
                    ? List.of(new Setting("cpu.max", quota + " " + PERIOD_MICROS, true))
                    : List.of(
                            new Setting("cpu.cfs_period_us", Long.toString(PERIOD_MICROS), true),
                            new Setting("cpu.cfs_quota_us", Long.toString(quota), true));
        }
    },
    MEMORY {
        @Override
        List<Setting> settings(TaskLimits limits, boolean unified) {
            if (limits.memory() == null) {
                return List.of();
            }
            String bytes = limits.memory().toString();
            // Without the second of each, a task would go on in swap space, where the kernel has any.
            return unified
                    ? List.of(
                            new Setting("memory.max", bytes, true),
                            new Setting("memory.swap.max", "0", false),
                            new Setting("memory.oom.group", "1", false))
                    : List.of(
                            new Setting("memory.limit_in_bytes", bytes, true),
                            new Setting("memory.memsw.limit_in_bytes", bytes, false));
        }
    };

    private static final long PERIOD_MICROS = 100_000;

    /** What to write into the files of a group, in this order. */
    abstract List<Setting> settings(TaskLimits limits, boolean unified);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * One file and what it is to hold.
     *
     * @param required otherwise left out where the kernel has no such file
     */
    record Setting(String file, String value, boolean required) {}
}
