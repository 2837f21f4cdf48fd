package io.dropbatch.localazure.batch.engine.state;

import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The integer ids of tasks that satisfy their dependents, as a few ranges. */
final class SatisfiedNumbers {

    private static final int LONGEST = 64;

    private final TreeMap<Integer, Integer> runs = new TreeMap<>();

    /** The integer value of an id, if it has one; "4", "04" and "004" are the same. */
    static OptionalInt of(BatchTaskId id) {
        String digits = id.value();
        long number = 0;
        for (int i = 0; i < digits.length() && i < LONGEST; i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalInt.empty();
            }
            number = number * 10 + digit;
            if (number > Integer.MAX_VALUE) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of((int) number);
    }

    void add(int number) {
        if (contains(number)) {
            return;
        }
        Map.Entry<Integer, Integer> before = runs.floorEntry(number);
        int start = before != null && before.getValue() == number - 1 ? before.getKey() : number;
        Integer end = number == Integer.MAX_VALUE ? null : runs.remove(number + 1);
        runs.put(start, end == null ? number : end);
    }

    boolean contains(int number) {
        return last(number) != number;
    }

    /** The last integer up to this one that is missing; less than 0 when none is. */
    int last(int upTo) {
        Map.Entry<Integer, Integer> run = runs.floorEntry(upTo);
        return run == null || run.getValue() < upTo ? upTo : run.getKey() - 1;
    }

    /** The first missing integer from this one on, or one past the end of the range when none is. */
    long first(int from) {
        Map.Entry<Integer, Integer> run = runs.floorEntry(from);
        return run == null || run.getValue() < from ? from : run.getValue() + 1L;
    }
}
