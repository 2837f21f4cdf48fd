package io.dropbatch.store;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes something when it is first asked for, and only once. Safe for use by several threads. */
final class LazyValue<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private @Nullable T made;

    LazyValue(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        T ready = made == null ? maker.get() : made;
        made = ready;
        return ready;
    }
}
