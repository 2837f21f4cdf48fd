package io.dropbatch.store;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a client lists, which asks for its pages only while it is read: what fails there is told as in every other call. */
final class PagedStream {

    private PagedStream() {}

    /** @param failure what to throw in place of what the client throws */
    static <T> Stream<T> of(Iterator<T> items, UnaryOperator<RuntimeException> failure) {
        Iterator<T> guarded = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return run(items::hasNext);
            }

            @Override
            public T next() {
                return run(items::next);
            }

            private <R> R run(Supplier<R> step) {
                try {
                    return step.get();
                } catch (RuntimeException e) {
                    throw failure.apply(e);
                }
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(guarded, Spliterator.ORDERED), false);
    }
}
