package io.dropbatch.model.workload.sweep;

import java.nio.charset.StandardCharsets;

/**
 * The random numbers of one value: derived from seed, name and number of the draw by SplitMix64, so that neither other
 * parameters nor more draws change them.
 */
final class DrawnNumbers {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    private DrawnNumbers(long state) {
        this.state = state;
    }

    static DrawnNumbers of(long seed, String name, int draw) {
        long state = mixed(seed + GAMMA);
        for (byte letter : name.getBytes(StandardCharsets.UTF_8)) {
            state = mixed((state ^ letter) + GAMMA);
        }
        return new DrawnNumbers(mixed((state ^ draw) + GAMMA));
    }

    /** From 0 to 1, without 1. */
    double uniform() {
        state += GAMMA;
        return (mixed(state) >>> 11) * UNIT;
    }

    /** Of mean 0 and standard deviation 1, by Box and Muller. */
    double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
    }

    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
