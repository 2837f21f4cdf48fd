package io.dropbatch.localazure.batch.limits;

import java.util.OptionalLong;

/** The kernel ended a process because its group needed more memory than its limit. */
public record MemoryKill(long limit, OptionalLong peak) {

    @Override
    public String toString() {
        return "The kernel ended a process of the task: it needed more than the " + size(limit)
                + " of memory that the task may use";
    }

    private static String size(long bytes) {
        String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
        int unit = Math.min(Long.numberOfTrailingZeros(bytes) / 10, units.length - 1);
        return (bytes >> (10 * unit)) + " " + units[unit];
    }
}
