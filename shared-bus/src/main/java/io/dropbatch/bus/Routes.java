package io.dropbatch.bus;

import io.dropbatch.model.event.Announcement;
import io.dropbatch.model.event.EventType;
import io.dropbatch.model.event.Reaction;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Which use case handles which announcement on one subscription. */
public final class Routes {

    private final Map<Class<? extends Announcement>, Function<Announcement, Reaction>> handlers;

    private Routes(Map<Class<? extends Announcement>, Function<Announcement, Reaction>> handlers) {
        this.handlers = Collections.unmodifiableMap(handlers);
    }

    public static Routes none() {
        return new Routes(Map.of());
    }

    /** These routes and one more. */
    public <A extends Announcement> Routes on(Class<A> type, Function<A, Reaction> handler) {
        Map<Class<? extends Announcement>, Function<Announcement, Reaction>> more = new HashMap<>(handlers);
        more.put(type, announcement -> handler.apply(type.cast(announcement)));
        return new Routes(more);
    }

    /**
     * Passes the announcement to its use case.
     *
     * @throws UnprocessableException when none is declared: the subscription's rule lets through what it should not
     */
    Reaction handle(Announcement announcement) {
        Function<Announcement, Reaction> handler = handlers.get(announcement.getClass());
        if (handler == null) {
            EventType type = announcement.type();
            throw new UnprocessableException(
                    "UnexpectedType",
                    "this subscription does not handle " + type.value() + ": its rule should not let it through");
        }
        return handler.apply(announcement);
    }
}
