package io.dropbatch.model.workload.sweep;

import java.math.BigDecimal;

/** Writes a decimal number the way that programs read: {@code 0.1}, {@code 100}, {@code 1E-30}. */
final class DecimalText {

    private static final int LONGEST = 25;

    private DecimalText() {}

    static String of(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        boolean plain = shortest.scale() <= LONGEST && shortest.precision() - shortest.scale() <= LONGEST;
        return plain ? shortest.toPlainString() : shortest.toString();
    }
}
