package io.dropbatch.model.retry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One pass of a sweep: a failure at one thing does not keep the pass from the others, and is thrown at the end. */
public final class SweepPass {

    private SweepPass() {}

    /** Looks at all of them; the first failure is thrown, the others are suppressed by it. */
    public static <T> void over(Iterable<T> things, Consumer<T> look) {
        over(things, Integer.MAX_VALUE, look);
    }

    /** @param mostFailures after which the pass ends: storage or bus is probably away */
    public static <T> void over(Iterable<T> things, int mostFailures, Consumer<T> look) {
        List<RuntimeException> failures = new ArrayList<>();
        for (T thing : things) {
            try {
                look.accept(thing);
            } catch (RuntimeException e) {
                failures.add(e);
            }
            if (failures.size() == mostFailures) {
                break;
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.getFirst();
            failures.stream().filter(other -> other != first).forEach(first::addSuppressed);
            throw first;
        }
    }
}
