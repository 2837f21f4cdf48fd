package io.dropbatch.localazure.batch.limits;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much of the machine a task or a slot may use.
 *
 * @param millicores thousandths of one core's time; null for no limit
 * @param memory bytes; null for no limit
 */
public record TaskLimits(
        @Nullable Long millicores, @Nullable Long memory) {

    public static final TaskLimits NONE = new TaskLimits(null, null);

    // The kernel's smallest share is one millisecond of a period, here of 100 ms.
    private static final BigDecimal LEAST_CORES = new BigDecimal("0.01");
    private static final BigDecimal MOST_CORES = new BigDecimal(1024);
    // The shell that starts a command needs more than this.
    private static final long LEAST_MEMORY = 4L << 20;
    private static final long MOST_MEMORY = 1L << 50;
    private static final Pattern CORES = Pattern.compile("\\d{1,4}(\\.\\d{1,3})?");
    private static final Pattern MEMORY = Pattern.compile("(\\d{1,16})([kmgt]?)");

    /**
     * The same with another share of the processors, such as {@code 0.5}, or {@code none} for no limit.
     *
     * @throws IllegalArgumentException with a reason for the user
     */
    public TaskLimits withCpu(String text) {
        if (text.equals("none")) {
            return new TaskLimits(null, memory);
        }
        BigDecimal cores = CORES.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ZERO;
        if (cores.compareTo(LEAST_CORES) < 0 || cores.compareTo(MOST_CORES) > 0) {
            throw new IllegalArgumentException(
                    "A number of cores from 0.01 to 1024 such as 0.5 is expected, or none: " + shown(text));
        }
        return new TaskLimits(cores.movePointRight(3).longValueExact(), memory);
    }

    /**
     * The same with other memory, such as {@code 512m}, {@code 2g} or a number of bytes, or {@code none} for no limit.
     *
     * @throws IllegalArgumentException with a reason for the user
     */
    public TaskLimits withMemory(String text) {
        if (text.equals("none")) {
            return new TaskLimits(millicores, null);
        }
        Matcher matcher = MEMORY.matcher(text.toLowerCase(java.util.Locale.ROOT));
        long bytes = matcher.matches() ? bytes(Long.parseLong(matcher.group(1)), matcher.group(2)) : 0;
        if (bytes < LEAST_MEMORY || bytes > MOST_MEMORY) {
            throw new IllegalArgumentException(
                    "Bytes, or a number followed by k, m, g or t, from 4m to 1024t are expected, or none: "
                            + shown(text));
        }
        return new TaskLimits(millicores, bytes);
    }

    public boolean none() {
        return millicores == null && memory == null;
    }

    /** The limits of this many slots together. */
    public TaskLimits times(int slots) {
        return new TaskLimits(millicores == null ? null : millicores * slots, memory == null ? null : memory * slots);
    }

    /** The controllers that are needed to apply these limits. */
    Set<GroupController> controllers() {
        Set<GroupController> controllers = EnumSet.noneOf(GroupController.class);
        if (millicores != null) {
            controllers.add(GroupController.CPU);
        }
        if (memory != null) {
            controllers.add(GroupController.MEMORY);
        }
        return controllers;
    }

    private static long bytes(long number, String unit) {
        long factor = 1L << (10 * " kmgt".indexOf(unit.isEmpty() ? " " : unit));
        return number > MOST_MEMORY / factor ? Long.MAX_VALUE : number * factor;
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
