package io.dropbatch.localazure.batch.limits;

import java.util.List;
import java.util.Locale;

/**
 * A controller of the kernel that limits groups of processes, with its control files.
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
            // Without the second file of each, a task could continue in swap space, if the kernel has any.
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

    /** The values to write into the files of a group, in this order. */
    abstract List<Setting> settings(TaskLimits limits, boolean unified);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * One file and its value.
     *
     * @param required whether the kernel must have this file; an optional file that is missing is skipped
     */
    record Setting(String file, String value, boolean required) {}
}
